import { replaceFile, replaceFileSync } from '../../../src/index.ts';
import { whole } from '../whole.ts';

// overwrite <path> <sync|async>: replaces the file again and again, until it is killed.
const [path = '', form] = process.argv.slice(2);
console.log('ready');
for (let i = 0; ; i += 1) {
  if (form === 'sync') replaceFileSync(path, whole(i));
  else await replaceFile(path, whole(i));
}
