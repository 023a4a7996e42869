/* How long the answers still take: the server's clock decides, this only shows it running down. */
(function () {
  "use strict";
  var box = document.querySelector("[data-left]");
  if (!box) { return; }
  var end = Date.now() + Number(box.dataset.left) * 1000;
  function show() {
    var left = Math.max(0, Math.round((end - Date.now()) / 1000));
    box.textContent = left ? "还剩" + Math.floor(left / 60) + "分" + String(left % 60).padStart(2, "0") + "秒" : "时间到了";
    if (left) { window.setTimeout(show, 1000); }
  }
  show();
})();
