// what: kills everything it may from Node
// expect: AC | RTE
for (let pid = 1; pid < 64; pid++) {
  if (pid !== process.pid) { try { process.kill(pid, "SIGKILL"); } catch {} }
}
console.log("alive");
