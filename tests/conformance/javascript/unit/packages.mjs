// The packages under test, as a program gets them.
import { createRequire } from 'node:module';
import * as native from '@daejo/node';
import * as client from '@daejo/web';
import * as wasm from '@daejo/web/server';

const required = createRequire(import.meta.url)('@daejo/node');

/** Every package that has the whole surface, by name. */
export const whole = { '@daejo/node': native, '@daejo/node, required': required, '@daejo/web/server': wasm };
/** And the one that has the client's. */
export const all = { ...whole, '@daejo/web': client };
