// Reports dropped anywhere on the page are sent one by one, two at a time, and told of while they come.

const form = document.getElementById("drop");
const input = document.getElementById("file");
const list = document.getElementById("files");
const bar = document.getElementById("bar");
const count = document.getElementById("count");
const done = document.getElementById("done");
const AT_ONCE = 2;
const STATES = { waiting: "等待", sent: "检查中", done: "完成", refused: "未收下" };
const hidden = /[\p{Cc}\p{Cf}\p{Cs}]/gu;

let queue = [];
let atOnce = 1; // until an answer has told the browser its session, so that all come to the same one
let busy = 0;
let all = 0;
let over = 0;
let refused = 0;
let last = "";

function line(file) {
  const item = document.createElement("li");
  const state = document.createElement("span");
  const name = document.createElement("span");
  state.className = "state";
  name.textContent = file.name.replace(hidden, "");
  item.append(state, name);
  list.append(item);
  return item;
}

function mark(item, state, why = "") {
  item.dataset.state = state;
  item.querySelector(".state").textContent = STATES[state];
  if (why) {
    const words = document.createElement("span");
    words.className = "why";
    words.textContent = why.replace(hidden, "");
    item.append(words);
  }
}

function tell() {
  bar.max = Math.max(all, 1);
  bar.value = over;
  const failed = refused ? `，未收下 ${refused} 份` : "";
  count.textContent = over < all ? `正在检查 ${over}/${all}` : `检查完了：${over} 份${failed}`;
  if (over < all || all === 0) return;
  if (!refused) leave();
  else done.hidden = false;
}

function leave() {
  location.assign(all - refused === 1 && last ? last : "/");
}

async function send(file, item) {
  const body = new FormData();
  body.append("file", file, file.name);
  const answer = await fetch("/reports", { method: "POST", body, headers: { Accept: "application/json" } });
  atOnce = AT_ONCE;
  const told = await answer.json();
  if (!answer.ok && !told.refused) throw new Error(told.detail || "没有收下");
  if (told.refused.length) throw new Error(told.refused.map((one) => one.message).join(" "));
  if (told.reports.length === 1) last = told.reports[0].url;
  else if (told.reports.length) last = "/";
  mark(item, "done");
}

async function next() {
  if (busy >= atOnce || !queue.length) return;
  const [file, item] = queue.shift();
  busy += 1;
  mark(item, "sent");
  try {
    await send(file, item);
  } catch (error) {
    refused += 1;
    mark(item, "refused", error instanceof TypeError ? "工作台没有回答，可能已经停下，请重新启动后再试。" : error.message);
  }
  busy -= 1;
  over += 1;
  tell();
  fill();
}

function fill() {
  for (let n = 0; n < AT_ONCE; n += 1) next();
}

function take(files) {
  if (!files.length) return;
  document.getElementById("progress").hidden = false;
  if (over === all) {
    over = all = refused = 0;
    last = "";
    atOnce = 1;
    done.hidden = true;
    list.replaceChildren();
  }
  for (const file of files) {
    const item = line(file);
    all += 1;
    if (file.size > Number(form.dataset.most)) {
      refused += 1;
      over += 1;
      mark(item, "refused", `文件超过 ${form.dataset.mostWords}，没有收下。请拆分，或另存为纯文本；更大的文件可以用命令 fazhi check 检查。`);
    } else {
      mark(item, "waiting");
      queue.push([file, item]);
    }
  }
  tell();
  fill();
}

async function within(entry) {
  if (entry.isFile) return [await new Promise((found, failed) => entry.file(found, failed))];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((read, failed) => reader.readEntries(read, failed));
    if (!some.length) return found;
    for (const one of some) if (!one.name.startsWith(".")) found.push(...(await within(one)));
  }
}

async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) return [...transfer.files];
  return (await Promise.all(entries.map(within))).flat();
}

form.classList.add("scripted"); // choosing sends at once: the label is the button
addEventListener("dragover", (event) => {
  event.preventDefault();
  form.classList.add("over");
});
addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) form.classList.remove("over");
});
addEventListener("drop", async (event) => {
  event.preventDefault();
  form.classList.remove("over");
  take(await dropped(event.dataTransfer));
});
input.addEventListener("change", () => {
  take([...input.files]);
  input.value = "";
});
form.addEventListener("submit", (event) => {
  if (input.files.length) {
    event.preventDefault();
    take([...input.files]);
  }
});
done.addEventListener("click", leave);
