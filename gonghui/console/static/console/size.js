/* 大字: applied before the page is drawn, remembered on this computer. */
(function () {
  "use strict";
  try {
    if (localStorage.getItem("gonghui-size") === "large") {
      document.documentElement.dataset.size = "large";
    }
  } catch (error) { /* storage is closed: the page keeps its normal size */ }
})();
