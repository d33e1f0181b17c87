/** Prints what is wrong, if anything is, and ends the gate with its verdict. */
export const verdict = (problems) => {
  for (const problem of problems) console.log(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
};
