export type Bindable = null | string | number | bigint | NodeJS.ArrayBufferView;

const isBindable = (value: unknown): value is Bindable =>
  value === null ||
  typeof value === 'string' ||
  typeof value === 'number' ||
  typeof value === 'bigint' ||
  ArrayBuffer.isView(value);

/**
 * A statement's parameters, of which each is one value in SQL. Anything else the drivers would take and turn into
 * something: an object into named parameters or SQL of its own, an array into a list, `undefined` into NULL.
 */
export const bindable = (parameters: readonly unknown[], statement: string): Bindable[] =>
  parameters.map((value) => {
    if (isBindable(value)) return value;
    throw new TypeError(`cannot bind a value of type ${typeof value}: ${statement}`);
  });
