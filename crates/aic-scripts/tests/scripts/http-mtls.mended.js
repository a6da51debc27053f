var requestOptions = { "clientName": "<myhttpclient>" }
var res = httpClient.send("https://example.com", requestOptions).get();
action.withHeader(`Response code: ${res.status}`);
if (res.status == 200) { action.goTo("true").withDescription(res.text()); } else { action.goTo("false"); };
