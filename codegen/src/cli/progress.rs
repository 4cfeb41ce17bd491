//! What is being worked on, for whoever waits in front of a terminal.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{JoinHandle, spawn};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget};

/// How long a person waits without wondering.
const PATIENCE: Duration = Duration::from_secs(1);

/// Shows a line on standard error, if that is a terminal, from the first second on until it is dropped.
pub(crate) struct Progress {
    waiting: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Starts to wait.
    pub(crate) fn new(what: String) -> Self {
        let (done, is_done) = channel();
        let thread = spawn(move || {
            if is_done.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
                bar.set_message(what);
                bar.enable_steady_tick(Duration::from_millis(100));
                // Nothing is ever sent: the other end goes away.
                let _ = is_done.recv();
                bar.finish_and_clear();
            }
        });
        Self { waiting: Some((done, thread)) }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((done, thread)) = self.waiting.take() {
            drop(done);
            // A panic in there is no reason for another one here.
            let _ = thread.join();
        }
    }
}
