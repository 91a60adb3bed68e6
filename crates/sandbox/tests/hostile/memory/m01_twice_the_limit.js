// what: buffers beyond the limit in Node
// expect: MLE
// cpu: 6
// wall: 20
// memory: 128
const all = [];
for (;;) all.push(Buffer.alloc(1 << 20, 1));
