// Charts of the numbers that stand in the tables beside them, and arrow keys for the map.

const media = (query) => window.matchMedia(query);
const dark = media("(prefers-color-scheme: dark)");
const printed = media("print");
const LEVELS = ["--level-0", "--level-1", "--level-2", "--level-3", "--level-4", "--level-5"];

const figures = JSON.parse(document.getElementById("figures").textContent);
const drawn = [];

function colours() {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(name).trim();
}

// Patterns as well as colours, so that neighbours can be told apart without them.
function patterned(colour, back, n) {
  if (n === 0) return colour;
  const size = 8;
  const tile = Object.assign(document.createElement("canvas"), { width: size, height: size });
  const pen = tile.getContext("2d");
  pen.fillStyle = n % 2 ? back : colour;
  pen.fillRect(0, 0, size, size);
  pen.fillStyle = pen.strokeStyle = n % 2 ? colour : back;
  pen.lineWidth = 2;
  pen.beginPath();
  if (n === 1) {
    for (const x of [-size, 0, size]) {
      pen.moveTo(x - 1, size + 1);
      pen.lineTo(x + size + 1, -1);
    }
    pen.stroke();
  } else if (n < 4) {
    pen.arc(size / 2, size / 2, 1.5, 0, 2 * Math.PI);
    pen.fill();
  } else {
    pen.fillRect(0, 0, size, 2);
  }
  return pen.createPattern(tile, "repeat");
}

function options(of, { tooltip, ...extra }) {
  return {
    responsive: true,
    maintainAspectRatio: false,
    animation: false,
    interaction: { mode: "index", intersect: false, axis: extra.indexAxis === "y" ? "y" : "x" },
    ...extra,
    plugins: {
      legend: { position: "bottom", labels: { color: of("--ink"), boxWidth: 14, boxHeight: 14 } },
      tooltip,
    },
  };
}

function axis(of, title, extra) {
  return {
    stacked: true,
    grid: { color: of("--line") },
    border: { color: of("--quiet") },
    title: { display: Boolean(title), text: title, color: of("--quiet") },
    ...extra,
    ticks: { color: of("--ink"), ...extra?.ticks },
  };
}

function spread(of) {
  const { labels, series } = figures.spread;
  return {
    type: "bar",
    data: {
      labels,
      datasets: series.map(({ name, counts }, n) => ({
        label: name,
        data: counts,
        backgroundColor: patterned(of(LEVELS[n % LEVELS.length]), of("--raised"), n),
        borderColor: of(LEVELS[n % LEVELS.length]),
        borderWidth: 1,
        categoryPercentage: 0.94,
        barPercentage: 0.96,
      })),
    },
    options: options(of, {
      scales: {
        x: axis(of, "得分（每档的下限）", {
          grid: { display: false },
          ticks: { maxRotation: 0, callback: (n) => labels[n].split("–")[0] },
        }),
        y: axis(of, "份数", { beginAtZero: true, ticks: { precision: 0 } }),
      },
      tooltip: { filter: (item) => item.raw > 0 },
    }),
  };
}

const SHARES = { fail: 0, partial: 1, review: 2 };

function misses(of) {
  const { labels, said, series } = figures.misses;
  const most = Math.max(1, ...labels.map((_, n) => series.reduce((sum, s) => sum + s.shares[n], 0)));
  return {
    type: "bar",
    data: {
      labels,
      datasets: series.map(({ key, name, shares }) => ({
        label: name,
        data: shares,
        backgroundColor: patterned(of(`--${key}`), of("--raised"), SHARES[key]),
        borderColor: of(`--${key}`),
        borderWidth: 1,
        categoryPercentage: 0.86,
        barPercentage: 0.9,
      })),
    },
    options: options(of, {
      indexAxis: "y",
      scales: {
        x: axis(of, "占适用报告的比例（%）", { min: 0, max: Math.min(100, Math.ceil(most / 10) * 10) }),
        y: axis(of, "", { grid: { display: false }, ticks: { autoSkip: false, crossAlign: "far" } }),
      },
      tooltip: {
        filter: (item) => item.raw > 0,
        callbacks: {
          label: (item) => `${item.dataset.label} ${item.raw}%`,
          footer: ([item]) => (item ? `未达到 / 适用：${said[item.dataIndex]} 份` : ""),
        },
      },
    }),
  };
}

function draw() {
  const of = colours();
  const { Chart } = globalThis;
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.font.size = 13;
  while (drawn.length) drawn.pop().destroy();
  for (const [id, made] of [["spread-chart", spread], ["misses-chart", misses]]) {
    const canvas = document.getElementById(id);
    if (canvas) drawn.push(new Chart(canvas, made(of)));
  }
}

function show() {
  for (const box of document.querySelectorAll(".chart")) box.hidden = false;
  for (const data of document.querySelectorAll("details.data")) data.open = false;
  const bars = document.querySelector(".chart.bars");
  if (bars && figures.misses.labels.length < 8) bars.classList.add("short-bars");
  draw();
  dark.addEventListener("change", draw);
}

// On paper the tables stand for the charts.
function printing() {
  const opened = [];
  window.addEventListener("beforeprint", () => {
    for (const data of document.querySelectorAll("details:not([open])")) {
      data.open = true;
      opened.push(data);
    }
  });
  window.addEventListener("afterprint", () => {
    while (opened.length) opened.pop().open = false;
  });
}

// One stop for Tab; arrows, Home and End go from cell to cell.
function keys(map) {
  const rows = [...map.querySelectorAll("tbody tr")].map((row) => [...row.cells].slice(2).map((cell) => cell.querySelector("a")));
  const all = rows.flat().filter(Boolean);
  if (!all.length) return;
  for (const link of all) link.tabIndex = -1;
  let here = all[0];
  const go = (link) => {
    here.tabIndex = -1;
    here = link;
    here.tabIndex = 0;
  };
  go(here);
  map.addEventListener("focusin", ({ target }) => all.includes(target) && go(target));
  const find = (row, column, down, right) => {
    for (let [y, x] = [row + down, column + right]; rows[y] && x >= 0 && x < rows[y].length; y += down, x += right) {
      if (rows[y][x]) return rows[y][x];
    }
    return null;
  };
  map.addEventListener("keydown", (event) => {
    const row = rows.findIndex((links) => links.includes(event.target));
    if (row < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const column = rows[row].indexOf(event.target);
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    const ends = { Home: () => find(row, -1, 0, 1), End: () => find(row, rows[row].length, 0, -1) };
    const to = steps[event.key] ? find(row, column, ...steps[event.key]) : ends[event.key]?.();
    if (!(event.key in steps) && !(event.key in ends)) return;
    event.preventDefault();
    to?.focus();
  });
  document.documentElement.classList.add("has-keys");
}

if (globalThis.Chart && !printed.matches) show();
printing();
const map = document.getElementById("map");
if (map) keys(map);
