package io.setoff.risk.clearing;

import java.math.BigInteger;

/**
 * Where a party stands. {@code netBefore = netAfter + cashReceived - cashPaid}, to the unit.
 *
 * @param party the party
 * @param netBefore owed to it less owed by it, before netting
 * @param netAfter the same, after netting
 * @param cashPaid minor units of its cash that were used
 * @param cashReceived minor units of others' cash that it was paid
 */
public record PartyBalance(
    String party,
    BigInteger netBefore,
    BigInteger netAfter,
    BigInteger cashPaid,
    BigInteger cashReceived) {}
