// A program in CommonJS.
import daejo = require('@daejo/node');

export const capabilities: daejo.Capabilities = daejo.pgCapabilities({ pg: 'toss_payments' });
