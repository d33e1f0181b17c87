const words = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

const firstLines = (why) => why.split('\n').slice(0, 12).join('\n    ');

/** Prints what failed, a line per package and the closing line, and answers the exit code. No test at all is a failure. */
export const summarize = (results, code) => {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, failures = [] } of results) {
    for (const { test, why } of failures) console.log(`\n✗ ${name}: ${test}\n    ${firstLines(why)}`);
  }
  console.log('');
  for (const result of results) {
    for (const key of Object.keys(total)) total[key] += result[key];
    console.log(`${result.failed > 0 ? '✗' : '✓'} ${result.name}: ${words(result)}`);
  }
  // A run that ended badly although every report is clean: an error outside of any test.
  if (code !== 0 && total.failed === 0) total.failed = 1;
  console.log(`\n${words(total)}`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
};
