/* The drafting page: mark the chosen figure, put a figure's name into the sentence, show what a phone cannot see. */
(function () {
  "use strict";
  document.addEventListener("click", function (event) {
    var figure = event.target.closest("[data-code]");
    if (figure) {
      document.querySelectorAll(".paper [data-code].on").forEach(function (other) { other.classList.remove("on"); });
      document.querySelectorAll(".paper [data-code='" + figure.dataset.code + "']").forEach(function (same) {
        same.classList.add("on");
      });
    }
    if (event.target.closest("[data-return]")) {
      var chosen = document.querySelector(".paper .on");
      if (chosen) { chosen.scrollIntoView({ block: "center" }); chosen.focus(); }
    }
    var token = event.target.closest("[data-insert]");
    if (token) {
      var field = document.getElementById(token.dataset.into);
      field.setRangeText(token.dataset.insert, field.selectionStart, field.selectionEnd, "end");
      field.focus();
    }
  });
  document.addEventListener("htmx:afterSwap", function (event) {
    var narrow = window.matchMedia("(max-width: 767.98px)").matches;
    var side = document.getElementById("side");
    if (narrow && side && event.detail.requestConfig && event.detail.requestConfig.verb === "get"
        && event.detail.requestConfig.path.indexOf("/figure/") > 0) {
      side.scrollIntoView({ block: "start" });
    }
    var field = document.querySelector(".psg-edit textarea");
    if (field && event.detail.requestConfig && event.detail.requestConfig.path.indexOf("edit=1") > 0) { field.focus(); }
  });
})();
