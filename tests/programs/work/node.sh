needs=node

work() {
  cat >work.js <<'SCRIPT'
const { Worker, isMainThread, parentPort } = require('worker_threads');
const crypto = require('crypto');
const fs = require('fs/promises');
if (!isMainThread) {
  let sum = 0;
  for (let i = 0; i < 1e6; i++) sum += i % 7;
  parentPort.postMessage(sum);
} else {
  const worker = new Promise((done, failed) =>
    new Worker(__filename).on('message', done).on('error', failed));
  const files = Promise.all([1, 2, 3].map(async (n) => {
    await fs.writeFile(`file${n}`, 'x'.repeat(n * 10000));
    return (await fs.readFile(`file${n}`)).length;
  }));
  const key = new Promise((done) =>
    crypto.pbkdf2('word', 'salt', 1000, 16, 'sha256', (_, made) => done(made.toString('hex'))));
  const later = new Promise((done) => setTimeout(done, 20, 'later'));
  Promise.all([worker, files, key, later]).then((all) => console.log(JSON.stringify(all)));
}
SCRIPT
  under node work.js
}
