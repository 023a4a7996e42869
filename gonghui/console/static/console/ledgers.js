/* Selecting rows shows the bulk bar; a shown secret closes by itself. */
(function () {
  "use strict";
  var bar = document.querySelector("[data-bulk]");
  if (bar) {
    var boxes = Array.prototype.slice.call(document.querySelectorAll("input[name=pk][form=bulk]"));
    var all = document.querySelector("[data-all]");
    var whole = bar.querySelector("[data-whole]");
    var count = bar.querySelector("[data-count]");
    var show = function () {
      var chosen = boxes.filter(function (box) { return box.checked; });
      boxes.forEach(function (box) { box.closest("tr").classList.toggle("sel", box.checked); });
      var number = whole && whole.checked ? Number(bar.dataset.total) : chosen.length;
      count.textContent = "已选" + number + bar.dataset.unit;
      bar.classList.toggle("open", number > 0);
      if (all) {
        all.checked = chosen.length > 0 && chosen.length === boxes.length;
        all.indeterminate = chosen.length > 0 && chosen.length < boxes.length;
      }
    };
    var last = null;
    boxes.forEach(function (box, at) {
      box.addEventListener("click", function (event) {
        if (event.shiftKey && last !== null) {
          boxes.slice(Math.min(last, at), Math.max(last, at) + 1).forEach(function (one) { one.checked = box.checked; });
        }
        last = at;
        show();
      });
      box.addEventListener("change", show);
    });
    if (all) {
      all.addEventListener("change", function () {
        boxes.forEach(function (box) { box.checked = all.checked; });
        show();
      });
    }
    if (whole) { whole.addEventListener("change", show); }
    bar.querySelector("[data-none]").addEventListener("click", function (event) {
      event.preventDefault();
      boxes.forEach(function (box) { box.checked = false; });
      if (whole) { whole.checked = false; }
      show();
    });
    window.addEventListener("pageshow", show);
    show();
  }
  var secret = document.querySelector("[data-closing]");
  if (secret) {
    var close = function () { window.location.replace(secret.dataset.closing); };
    window.setTimeout(close, Number(secret.dataset.seconds) * 1000);
    window.addEventListener("pageshow", function (event) { if (event.persisted) { close(); } });
  }
})();
