// what: spins in Node
// expect: TLE-c
// memory: 256
for (let i = 0; ; i++) if (i < 0) console.log(i);
