/* 全选: all boxes of the list, or none when all are set. */
(function () {
  "use strict";
  var button = document.querySelector("[data-check-all]");
  if (!button) { return; }
  button.addEventListener("click", function () {
    var boxes = Array.prototype.slice.call(button.form.querySelectorAll("input[name=pk], input[name=worker]"));
    var all = boxes.every(function (box) { return box.checked; });
    boxes.forEach(function (box) { box.checked = !all; });
  });
})();
