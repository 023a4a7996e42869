/* The waterfall is drawn from the table below it, so the two cannot differ. */
(function () {
  "use strict";
  var box = document.getElementById("why-chart");
  var table = document.getElementById("why-table");
  if (!box || !table || !window.echarts) { return; }
  var css = window.getComputedStyle(document.documentElement);
  function token(name) { return css.getPropertyValue(name).trim(); }
  var rate = box.dataset.unit === "%";
  function shown(value) { return rate ? value.toFixed(1) : value.toLocaleString("zh-CN"); }
  function signed(value) { return (value > 0 ? "＋" : value < 0 ? "−" : "") + shown(Math.abs(value)); }

  var steps = Array.prototype.map.call(table.querySelectorAll("tr[data-effect]"), function (row) {
    return { label: row.dataset.label, value: Number(row.dataset.effect) };
  });
  var first = Number(box.dataset.start), last = Number(box.dataset.end);
  var bars = [{ label: box.dataset.from, from: null, to: first, text: shown(first), color: token("--gh-c2") }];
  var level = first;
  steps.forEach(function (step) {
    bars.push({
      label: step.label, from: level, to: level + step.value, text: signed(step.value), down: step.value < 0,
      color: step.value < 0 ? token("--gh-late") : token("--gh-teal")
    });
    level += step.value;
  });
  bars.push({ label: box.dataset.to, from: null, to: last, text: shown(last), color: token("--gh-c1") });

  var tops = [];
  bars.forEach(function (bar) { tops.push(bar.to); if (bar.from !== null) { tops.push(bar.from); } });
  var low = Math.min.apply(null, tops), high = Math.max.apply(null, tops);
  var unit = Math.pow(10, Math.floor(Math.log10(Math.max(high - low, 1))));
  var floor = low > (high - low) * 1.5 ? Math.max(0, Math.floor((low - (high - low) * 0.4) / unit) * unit) : Math.min(0, low);
  if (floor > 0) { document.getElementById("why-axis").textContent = "纵轴从" + floor.toLocaleString("zh-CN") + (rate ? "%" : "") + "起"; }

  function base(bar) { return bar.from === null ? floor : Math.min(bar.from, bar.to); }
  function height(bar) { return bar.from === null ? bar.to - floor : Math.abs(bar.to - bar.from); }
  var crowded = bars.length > 4, line = crowded ? /(.{4})(?=.)/g : /(.{6})(?=.)/g;
  function wrapped(label) { return label.replace(/^\d{4}年(?=.)/, "").replace(line, "$1\n"); }
  var hatch = { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: -Math.PI / 4, color: "rgba(255,255,255,.55)" };
  var axis = {
    axisLine: { lineStyle: { color: "#b9b7ab" } }, axisTick: { show: false },
    splitLine: { lineStyle: { color: token("--gh-line-soft") } }
  };
  var words = { color: token("--gh-ink-3"), fontSize: crowded ? 11 : 12, fontFamily: token("--gh-font") };
  var chart = window.echarts.init(box, null, { renderer: "svg" });
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: token("--gh-font") },
    grid: { left: 52, right: 12, top: 24, bottom: crowded ? 54 : 40 },
    xAxis: Object.assign({ type: "category", data: bars.map(function (bar) { return wrapped(bar.label); }) }, axis, {
      axisLabel: Object.assign({ interval: 0, lineHeight: 15 }, words)
    }),
    yAxis: Object.assign({ type: "value", min: floor, minInterval: rate ? 0 : 1, max: rate && high > 98 ? Math.max(100, high) : null }, axis, {
      axisLabel: Object.assign({ formatter: rate ? "{value}%" : "{value}" }, words)
    }),
    series: [
      { type: "bar", stack: "all", silent: true, itemStyle: { color: "transparent" }, data: bars.map(function (bar) { return base(bar); }) },
      {
        type: "bar", stack: "all", barWidth: "56%", data: bars.map(function (bar) {
          return { value: height(bar), itemStyle: { color: bar.color, decal: bar.down ? hatch : null } };
        }),
        label: {
          show: true, position: "top", fontWeight: 700, color: token("--gh-ink-1"),
          formatter: function (point) { return bars[point.dataIndex].text; }
        }
      }
    ]
  });
  window.addEventListener("resize", function () { chart.resize(); });
})();
