"""Access in the name of a location that installed an app, and what comes after a day."""

from highlevel import HighLevel

from refused import refused

# What `spec/seed.yaml` holds.
CLIENT_ID = "6743f1c2a9d58e0b1c7f4e92-m3v8q1zk"
CLIENT_SECRET = "8d2f6a40-c1b7-4e93-a5d8-3f7e0b9c6214"
CODE = "1f0c7b5e9a3d48e26b84c0d7f1a95e3268d4b7c0"


async def oauth(location):
    client = HighLevel(client_id=CLIENT_ID, client_secret=CLIENT_SECRET, log_level="none")
    granted = await client.oauth.get_access_token({
        "clientId": CLIENT_ID,
        "clientSecret": CLIENT_SECRET,
        "grantType": "authorization_code",
        "code": CODE,
    })
    assert granted["tokenType"] == "Bearer", granted
    assert (granted["userType"], granted["locationId"]) == ("Location", location), granted
    storage = client.get_session_storage()
    await storage.set_session(location, granted)

    def refresh(token):
        return client.oauth.refresh_token(token, CLIENT_ID, CLIENT_SECRET, "refresh_token", "Location")

    refreshed = await refresh(granted["refreshToken"])
    assert refreshed["accessToken"] != granted["accessToken"]
    used = await refused(refresh(granted["refreshToken"]), 400)
    assert used.response["message"] == "Invalid grant: refresh token is invalid"

    reader = HighLevel(
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        location_access_token=refreshed["accessToken"],
        log_level="none",
    )
    listed = await reader.request(method="GET", url="/contacts/", params={"locationId": location})
    assert listed.json()["count"] > 0
    await reader.close()
    await client.close()
