// In a function that a built-in one calls, nobody looks at the memory.
[1].forEach(function () {
    var text = "x";
    while (true) { text += text; }
});
