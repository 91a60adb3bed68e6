const count: number = "not a number";
console.log(count);
