/** The folder of the built client, for `createDuet({ spa: { root: webRoot } })`. */
export declare const webRoot: string;
