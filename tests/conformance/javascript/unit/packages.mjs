// The packages under test, as a program imports them.
import { createRequire } from 'node:module';
import * as native from '@daejo/node';
import * as client from '@daejo/web';
import * as wasm from '@daejo/web/server';

const required = createRequire(import.meta.url)('@daejo/node');

/** The packages with all operations, by name. */
export const whole = { '@daejo/node': native, '@daejo/node, required': required, '@daejo/web/server': wasm };
/** All packages, including the one with the client's operations only. */
export const all = { ...whole, '@daejo/web': client };
