//! Applications with every member that documents tell of.

use serde_json::{Value, json};

/// Applications of all types, as they are read.
pub(super) fn read() -> Vec<Value> {
    let common = json!({
        "_links": {"self": {"href": "https://api.pingone.com/v1/environments/e/applications/a"}},
        "id": "a", "environment": {"id": "e"},
        "createdAt": "2030-01-01T00:00:00.000Z", "updatedAt": "2030-01-01T00:00:00.000Z"
    });
    let mut all = sent();
    for application in &mut all {
        let members = application.as_object_mut().unwrap();
        members.remove("clientSecret");
        members.remove("assignActorRoles");
    }
    let console = json!({
        "type": "PING_ONE_ADMIN_CONSOLE", "protocol": "OPENID_CONNECT", "name": "Console",
        "enabled": true, "pkceEnforcement": "OPTIONAL", "tokenEndpointAuthMethod": "NONE"
    });
    all.push(console);
    all.into_iter().map(|one| with(one, &common)).collect()
}

/// Applications of all types, as they are sent.
pub(super) fn sent() -> Vec<Value> {
    let common = json!({
        "name": "n", "description": "d", "enabled": true, "hiddenFromAppPortal": false,
        "loginPageUrl": "https://example.com/login",
        "icon": {"id": "i", "href": "https://example.com/icon.png"},
        "accessControl": {
            "role": {"type": "ADMIN_USERS_ONLY"},
            "group": {"type": "ANY_GROUP", "groups": [{"id": "g"}]}
        }
    });
    let cors = json!({"behavior": "ALLOW_SPECIFIC_ORIGINS", "origins": ["https://*.example.com"]});
    let template = json!({
        "configuration": {"a": [1.50]}, "integration": {"id": "i"}, "version": {"id": "v"}
    });
    let mobile = json!({
        "bundleId": "com.example", "packageName": "com.example", "huaweiAppId": "h",
        "huaweiPackageName": "com.example", "uriPrefix": "https://example.com/app",
        "passcodeGracePeriod": 3,
        "passcodeRefreshDuration": {"duration": 30, "timeUnit": "SECONDS"},
        "integrityDetection": {
            "mode": "ENABLED", "excludedPlatforms": ["IOS"],
            "cacheDuration": {"amount": 30, "units": "MINUTES"},
            "googlePlay": {
                "verificationType": "INTERNAL", "decryptionKey": "d",
                "verificationKey": "v", "serviceAccountCredentials": "{}"
            }
        },
        "push": {"numberMatching": {"type": "SELECT_NUMBER"}}
    });
    let tokens = json!({
        "pkceEnforcement": "S256_REQUIRED", "parRequirement": "REQUIRED", "parTimeout": 60,
        "refreshTokenDuration": 60, "refreshTokenRollingDuration": 2_147_483_647,
        "refreshTokenRollingGracePeriodDuration": 86_400,
        "refreshTokenType": "OPAQUE_TOKEN",
        "additionalRefreshTokenReplayProtectionEnabled": true
    });
    let own = [
        json!({
            "type": "NATIVE_APP", "protocol": "OPENID_CONNECT",
            "grantTypes": ["AUTHORIZATION_CODE", "CIBA"], "responseTypes": ["CODE", "ID_TOKEN"],
            "tokenEndpointAuthMethod": "PRIVATE_KEY_JWT",
            "redirectUris": ["https://*.example.com/a"], "allowWildcardInRedirectUris": true,
            "postLogoutRedirectUris": ["https://example.com/b"],
            "clientId": "c-12345678", "clientSecret": "s-12345678", "assignActorRoles": true,
            "jwks": "{\"keys\": []}", "jwksUrl": "https://example.com/jwks", "idpSignoff": false,
            "deviceTimeout": 600, "devicePollingInterval": 5, "devicePathId": "tv",
            "deviceCustomVerificationUri": "https://example.com/tv",
            "requestScopesForMultipleResourcesEnabled": true,
            "requireSignedRequestObject": true, "supportUnsignedRequestObject": false,
            "includeX5t": true, "opSessionCheckEnabled": true,
            "homePageUrl": "https://example.com", "initiateLoginUri": "https://example.com/i",
            "targetLinkUri": "https://example.com/t", "corsSettings": cors,
            "signing": {"keyRotationPolicy": {"id": "p"}}, "kerberos": {"key": {"id": "k"}},
            "mobile": mobile,
            "template": template, "tags": ["PING_FED_CONNECTION_INTEGRATION"]
        }),
        json!({
            "type": "WEB_APP", "protocol": "SAML", "acsUrls": ["https://example.com/acs"],
            "assertionDuration": 300, "spEntityId": "example.com",
            "homePageUrl": "https://example.com", "assertionSigned": true, "responseSigned": false,
            "defaultTargetUrl": "https://example.com", "enableRequestedAuthnContext": true,
            "enableAlwaysAcceptAcsUrlInSignedAuthnRequest": true,
            "idpSigning": {"key": {"id": "k"}, "algorithm": "SHA256withRSA"},
            "nameIdFormat": "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
            "sessionNotOnOrAfterDuration": 60, "sloBinding": "HTTP_REDIRECT",
            "sloEndpoint": "https://example.com/o", "sloResponseEndpoint": "https://example.com/r",
            "sloWindow": 1,
            "spEncryption": {"algorithm": "AES_256", "certificate": {"id": "c"}},
            "spVerification": {"authnRequestSigned": true, "certificates": [{"id": "c"}]},
            "virtualServerIdSettings": {
                "enabled": true, "virtualServerIds": [{"vsId": "v", "default": true}]
            },
            "corsSettings": cors, "template": template
        }),
        json!({
            "type": "WEB_APP", "protocol": "WS_FED", "domainName": "example.com",
            "idpSigning": {"key": {"id": "k"}, "algorithm": "SHA512withECDSA"},
            "replyUrl": "https://example.com", "assertionDuration": 300,
            "audienceRestriction": "urn:federation:MicrosoftOnline",
            "sloEndpoint": "https://example.com/o",
            "subjectNameIdentifierFormat":
                "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
            "wsTrustVersion": "1.3",
            "kerberos": {"gateways": [{"id": "g", "type": "LDAP", "userType": {"id": "u"}}]},
            "corsSettings": cors
        }),
        json!({
            "type": "PORTAL_LINK_APP", "protocol": "EXTERNAL_LINK",
            "homePageUrl": "https://example.com", "externalId": "x"
        }),
        json!({
            "type": "PING_ONE_PORTAL", "protocol": "OPENID_CONNECT", "applyDefaultTheme": true,
            "pkceEnforcement": "REQUIRED", "tokenEndpointAuthMethod": "NONE"
        }),
        json!({
            "type": "PING_ONE_SELF_SERVICE", "protocol": "OPENID_CONNECT",
            "applyDefaultTheme": true, "enableDefaultThemeFooter": false,
            "pkceEnforcement": "REQUIRED", "tokenEndpointAuthMethod": "NONE"
        }),
        json!({"type": "WEB_APP", "protocol": "OPENID_FEDERATION"}),
    ];
    let [native, others @ ..] = own;
    let native = with(native, &tokens);
    std::iter::once(native).chain(others).map(|own| with(own, &common)).collect()
}

/// One with the members of the other.
fn with(mut one: Value, other: &Value) -> Value {
    one.as_object_mut().unwrap().extend(other.as_object().unwrap().clone());
    one
}

/// Secrets of applications and resources.
pub(super) fn secret() -> Value {
    json!({
        "_links": {"self": {"href": "https://api.pingone.com/v1/s"}}, "environment": {"id": "e"},
        "secret": "now",
        "previous": {
            "secret": "before", "expiresAt": "2030-01-01T00:00:00.000Z",
            "lastUsed": "2030-01-01T00:00:00.000Z"
        }
    })
}

/// What an application was granted.
pub(super) fn grant() -> Value {
    json!({
        "_links": {"self": {"href": "https://api.pingone.com/v1/g"}}, "id": "g",
        "environment": {"id": "e"}, "application": {"id": "a"}, "resource": {"id": "r"},
        "scopes": [{"id": "s-1"}, {"id": "s-2"}],
        "createdAt": "2030-01-01T00:00:00.000Z", "updatedAt": "2030-01-01T00:00:00.000Z"
    })
}

/// A resource that tokens are for.
pub(super) fn resource() -> Value {
    json!({
        "_links": {"self": {"href": "https://api.pingone.com/v1/r"}}, "id": "r",
        "environment": {"id": "e"}, "resource": {"id": "r"}, "name": "n", "description": "d",
        "type": "CUSTOM", "audience": "https://example.com", "accessTokenValiditySeconds": 3600,
        "introspectEndpointAuthMethod": "CLIENT_SECRET_BASIC",
        "applicationPermissionsSettings": {"claimEnabled": false}, "clientId": "c-12345678",
        "createdAt": "2030-01-01T00:00:00.000Z", "updatedAt": "2030-01-01T00:00:00.000Z"
    })
}

/// A scope of a resource.
pub(super) fn scope() -> Value {
    json!({
        "_links": {"self": {"href": "https://api.pingone.com/v1/s"}}, "id": "s",
        "environment": {"id": "e"}, "resource": {"id": "r"}, "name": "n", "description": "d",
        "schemaAttributes": ["name.given"], "mappedClaims": ["c"],
        "createdAt": "2030-01-01T00:00:00.000Z", "updatedAt": "2030-01-01T00:00:00.000Z"
    })
}
