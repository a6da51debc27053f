exports.greet = function (user) {
    return "Hello " + user.givenName;
};
