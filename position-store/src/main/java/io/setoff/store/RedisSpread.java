package io.setoff.store;

/**
 * How many buckets a generation has, and fields in them.
 *
 * @param rowBuckets of rows
 * @param accountBuckets of accounts
 */
record RedisSpread(int rowBuckets, int accountBuckets) {
  static final RedisSpread LEAST = new RedisSpread(1, 1);
}
