//! Transport for the Ping Identity cloud: HTTP, tokens, PingID envelopes, retries, pages and errors.
