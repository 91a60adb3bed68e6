import { expect, it } from 'vitest';
import { deviceName } from './devices';

it.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/604.1',
    'Safari on iOS',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/140 Safari/537 Edg/140',
    'Edge on Windows',
  ],
  ['greenroom/0.1.0', 'Command line'],
  ['curl/8.0', 'curl/8.0'],
  [null, 'Unknown'],
])('%s', (agent, expected) => {
  expect(deviceName(agent)).toBe(expected);
});
