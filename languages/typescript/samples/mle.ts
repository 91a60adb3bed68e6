const blocks: number[][] = [];
for (let i = 0; ; i++) {
  blocks.push(new Array<number>(1000).fill(i));
}
