/* The trend chart is drawn from the table that stands beside it, so the two cannot differ. */
(function () {
  "use strict";
  var box = document.getElementById("trend");
  var table = document.getElementById("trend-table");
  if (!box || !table || !window.echarts) { return; }
  var css = window.getComputedStyle(document.documentElement);
  function token(name) { return css.getPropertyValue(name).trim(); }
  var unit = box.dataset.unit;
  var labels = Array.prototype.map.call(table.querySelectorAll("thead th.num"), function (cell) { return cell.textContent; });
  var values = Array.prototype.map.call(table.querySelectorAll("td[data-value]"), function (cell) {
    return cell.dataset.value === "" ? null : Number(cell.dataset.value);
  });
  var known = values.filter(function (value) { return value !== null; });
  if (known.length < 2) { box.hidden = true; table.closest("details").open = true; return; }
  var bar = box.dataset.shape === "bar";
  var low = Math.min.apply(null, known), high = Math.max.apply(null, known);
  var axis = {
    axisLine: { lineStyle: { color: "#b9b7ab" } }, axisTick: { show: false },
    axisLabel: { color: token("--gh-ink-3"), fontSize: 13, fontFamily: token("--gh-font") },
    splitLine: { lineStyle: { color: token("--gh-line-soft") } }
  };
  function shown(value) { return unit === "%" ? Number(value).toFixed(1) : Number(value).toLocaleString("zh-CN"); }
  var chart = window.echarts.init(box, null, { renderer: "svg" });
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: token("--gh-font") },
    grid: { left: 56, right: 64, top: 22, bottom: 28 },
    xAxis: Object.assign({ type: "category", boundaryGap: bar, data: labels.map(function (label) { return label.replace(/^\d+年/, ""); }) }, axis),
    yAxis: Object.assign({ type: "value", minInterval: 1, scale: !bar, max: unit === "%" && high > 95 ? 100 : null }, axis, {
      axisLabel: Object.assign({ formatter: unit === "%" ? "{value}%" : "{value}" }, axis.axisLabel)
    }),
    series: [{
      type: bar ? "bar" : "line", data: values, barWidth: "50%", symbol: "circle", symbolSize: 6,
      lineStyle: { color: token("--gh-c1"), width: 2.5 }, itemStyle: { color: token("--gh-c1") },
      label: { show: bar, position: "top", color: token("--gh-ink-1") },
      endLabel: { show: !bar, formatter: function (point) { return shown(point.value); }, fontWeight: 700, fontSize: 14, color: token("--gh-c1") }
    }]
  });
  window.addEventListener("resize", function () { chart.resize(); });
})();
