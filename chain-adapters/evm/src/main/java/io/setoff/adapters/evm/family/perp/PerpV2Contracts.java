package io.setoff.adapters.evm.family.perp;

/**
 * The contracts of a deployment, canonical addresses.
 *
 * @param clearingHouse emits trades and liquidity changes
 * @param accountBalance answers margin requirements
 * @param vault holds collateral
 * @param marketRegistry names the pools
 */
record PerpV2Contracts(
    String clearingHouse, String accountBalance, String vault, String marketRegistry) {}
