/** Preloaded into the playground's process: whatever it opens, it opens for this machine only. */
import { Server } from 'node:net';

const listen = Server.prototype.listen;

/** @param {unknown} value */
const isPort = (value) => typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value));

/**
 * @this {Server}
 * @param {...unknown} given
 */
Server.prototype.listen = function listenOnLoopback(...given) {
  const [first, ...rest] = given;
  const callback = rest.find((value) => typeof value === 'function') ?? (typeof first === 'function' ? first : undefined);
  const options =
    typeof first === 'object' && first !== null
      ? { ...first, ...('path' in first ? {} : { host: '127.0.0.1' }) }
      : isPort(first)
        ? { port: Number(first), host: '127.0.0.1' }
        : typeof first === 'string'
          ? { path: first }
          : { port: 0, host: '127.0.0.1' };
  return Reflect.apply(listen, this, callback ? [options, callback] : [options]);
};
