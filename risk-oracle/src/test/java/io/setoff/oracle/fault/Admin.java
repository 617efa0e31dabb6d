package io.setoff.oracle.fault;

import io.setoff.adapters.evm.devnet.Devnet;
import io.setoff.oracle.Bytes32;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Uint40;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.abi.datatypes.generated.Uint8;

/** What the owner and the guardian of the contract do. */
final class Admin {
  private static final BigInteger WELL_PAID = BigInteger.TEN.pow(13);

  private Admin() {}

  /** In the next block, before everything else in it. */
  static void halt(Devnet devnet, PublishRig rig, Bytes32 stream) {
    send(devnet, rig, "oracle_guardian", "halt", word(stream), word(stream));
  }

  static void resume(Devnet devnet, PublishRig rig, Bytes32 stream, long minEpoch) {
    send(devnet, rig, "oracle_owner", "resume", word(stream), new Uint64(minEpoch));
    rig.mine();
  }

  static void schedule(Devnet devnet, PublishRig rig, Bytes32 hash, int threshold, long from) {
    send(
        devnet,
        rig,
        "oracle_owner",
        "scheduleSignerSet",
        word(hash),
        new Uint8(threshold),
        new Uint40(from));
  }

  static void revoke(Devnet devnet, PublishRig rig, long version) {
    send(devnet, rig, "oracle_guardian", "revokeSignerSet", new Uint64(version));
  }

  private static Type<?> word(Bytes32 word) {
    return new org.web3j.abi.datatypes.generated.Bytes32(word.bytes());
  }

  private static void send(
      Devnet devnet, PublishRig rig, String who, String method, Type<?>... arguments) {
    String from = devnet.deployment().path(who).asText();
    rig.rpc("anvil_setBalance", from, "0x" + BigInteger.TEN.pow(24).toString(16));
    rig.rpc(
        "eth_sendTransaction",
        Map.of(
            "from",
            from,
            "to",
            rig.chain.domain().contract(),
            "gas",
            "0x100000",
            "maxFeePerGas",
            "0x" + WELL_PAID.toString(16),
            "maxPriorityFeePerGas",
            "0x" + WELL_PAID.toString(16),
            "data",
            FunctionEncoder.encode(new Function(method, List.of(arguments), List.of()))));
  }
}
