// The slow tests with their long counts, on the real kernel; what follows goes to vitest.
process.env.MISSIONCTL_LONG = '1';
process.env.MISSIONCTL_REQUIRE_LAB = '1';
process.argv.splice(2, 0, 'run', '--tags-filter=slow');
void import('../node_modules/vitest/vitest.mjs');
