package io.setoff.adapters.evm.abi;

import io.setoff.adapters.rpc.Keccak;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A read of a contract.
 *
 * @param to contract, canonical
 * @param data 0x hex: selector and arguments
 */
public record EvmCall(String to, String data) {

  /**
   * A call whose arguments are all static words.
   *
   * @param signature {@code balanceOf(address)}
   * @param arguments each a number of at most 256 bits, negative ones in two's complement
   */
  public static EvmCall of(String to, String signature, BigInteger... arguments) {
    byte[] hash = Keccak.hash(signature.getBytes(StandardCharsets.US_ASCII));
    StringBuilder data = new StringBuilder("0x").append(HexFormat.of().formatHex(hash, 0, 4));
    for (BigInteger argument : arguments) {
      data.append("%064x".formatted(argument.mod(BigInteger.TWO.pow(256))));
    }
    return new EvmCall(to, data.toString());
  }

  /** A call with one address. */
  public static EvmCall of(String to, String signature, String address) {
    return of(to, signature, EvmAddress.toWord(address));
  }
}
