const nothing: string[] = undefined as any;
console.log(nothing.length);
