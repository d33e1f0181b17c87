import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { packages } from '../setup/workspace.mjs';
import { root } from '../setup/root.mjs';

// Inside node_modules: out of git's sight, and every package has one.
const file = (suite) => `node_modules/.duet/${suite}.json`;
const task = { test: 'test', heavy: 'test:heavy' };

/** Makes each package's vitest print as usual and write what it found. */
export const reportFlags = (suite) => ['--reporter=default', '--reporter=json', `--outputFile.json=${file(suite)}`];

/** An old report would speak for a suite that never ran. */
export const clearReports = () => {
  for (const { folder } of packages())
    rmSync(join(root, folder, 'node_modules/.duet'), { recursive: true, force: true });
};

/** A file that could not even be loaded, or set up, has no test that failed: it counts as one itself. */
const countOf = (report) => ({
  passed: report.numPassedTests,
  failed:
    report.numFailedTests +
    report.testResults.filter(
      ({ status, assertionResults }) =>
        status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
    ).length,
  skipped: report.numPendingTests + report.numTodoTests,
});

/** The name of every test that failed, and the first lines of why; the rest stands further up in what was printed. */
const failuresOf = (report) =>
  report.testResults.flatMap(({ message, assertionResults, name }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    if (failed.length === 0 && message) return [{ test: name, why: message }];
    return failed.map(({ fullName, failureMessages }) => ({ test: fullName, why: failureMessages.join('\n') }));
  });

/** What each package's suites found. A suite that left no report, because it crashed, counts as one that failed. */
export const readReports = () =>
  packages().flatMap(({ folder, manifest }) =>
    Object.keys(task)
      .filter((suite) => manifest.scripts?.[task[suite]])
      .map((suite) => {
        const name = suite === 'test' ? manifest.name : `${manifest.name} (${suite})`;
        const path = join(root, folder, file(suite));
        if (!existsSync(path)) return { name: `${name}, which left no report`, passed: 0, failed: 1, skipped: 0 };
        const report = JSON.parse(readFileSync(path, 'utf8'));
        return { name, ...countOf(report), failures: failuresOf(report) };
      }),
  );
