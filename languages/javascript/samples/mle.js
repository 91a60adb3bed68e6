const blocks = [];
for (let i = 0; ; i++) {
  blocks.push(new Array(1000).fill(i));
}
