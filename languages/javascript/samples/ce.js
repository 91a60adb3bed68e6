console.log("no closing parenthesis";
