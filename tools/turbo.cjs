// The environment is the only place of a checkout where turbo's telemetry can be turned off.
process.env.TURBO_TELEMETRY_DISABLED = '1';
require('turbo');
