package io.setoff.oracle.publish;

import java.math.BigInteger;

/**
 * What an EIP-1559 transaction offers for a unit of gas, wei.
 *
 * @param cap most that it pays
 * @param tip of that, most for the block's proposer
 */
public record Fees(BigInteger cap, BigInteger tip) {}
