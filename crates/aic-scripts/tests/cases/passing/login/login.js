// Looks the user up, tells an audit service, and greets by email.
var lib = require("greeting");
var found = openidm.query("managed/alpha_user", {
    "_queryFilter": `/userName eq '${nodeState.get("username")}'`
}, ["*"]);
if (found.resultCount !== 1) {
    logger.warn("{} users are called {}", found.resultCount, nodeState.get("username"));
    action.goTo("unknown");
} else {
    var user = found.result[0];
    var token = secrets.getGenericSecret("scripted.node.audit").getAsUtf8();
    var response = httpClient.send("https://audit.example.com/logins", {
        method: "POST",
        token: "Bearer " + token,
        body: { user: user._id, count: (user.logins || 0) + 1 }
    }).get();
    if (!response.ok) {
        throw new Error("the audit service says " + response.status);
    }
    openidm.patch("managed/alpha_user/" + user._id, null, [
        { "operation": "replace", "field": "/logins", "value": (user.logins || 0) + 1 }
    ]);
    openidm.action("external/email", "send", { "to": user.mail, "subject": lib.greet(user) });
    nodeState.putShared("userId", user._id);
    action.goTo("known").withDescription(lib.greet(user));
}
