// A Vitest reporter that writes counts, and the reason of every skip (Vitest's own JSON leaves it out), to the file named in LOAM_COUNTS.
import { writeFileSync } from 'node:fs';

export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length, skips: [] };
    for (const module of modules) {
      // A file that cannot even be loaded has no tests to fail: each of its errors counts.
      counts.failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const { state, note } = test.result();
        if (state === 'passed') counts.passed++;
        else if (state === 'failed') counts.failed++;
        else counts.skips.push(`${module.relativeModuleId}: ${test.fullName}: ${note ?? 'no reason given'}`);
      }
    }
    if (process.env.LOAM_COUNTS) writeFileSync(process.env.LOAM_COUNTS, JSON.stringify(counts));
  }
}
