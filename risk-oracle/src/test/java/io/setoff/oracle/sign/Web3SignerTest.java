package io.setoff.oracle.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.setoff.adapters.rpc.fake.FakeNode;
import io.setoff.adapters.rpc.fake.FakeNode.Fault;
import io.setoff.oracle.OracleUnavailableException;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Sign;
import org.web3j.utils.Numeric;
import tools.jackson.databind.json.JsonMapper;

class Web3SignerTest {
  private static final Credentials KEY = Credentials.create("0x" + "2".repeat(64));
  private static final byte[] PREIMAGE = new byte[66];

  /** A double of Web3Signer's eth1 API: hashes what it is given, answers r, s, v. */
  private static String signature(byte[] data, Credentials key) {
    Sign.SignatureData signed = Sign.signMessage(data, key.getEcKeyPair(), true);
    return Numeric.toHexStringNoPrefix(signed.getR())
        + Numeric.toHexStringNoPrefix(signed.getS())
        + Numeric.toHexStringNoPrefix(signed.getV());
  }

  private static HttpServer server(Credentials key) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/eth1/sign/",
        exchange -> {
          byte[] data =
              Numeric.hexStringToByteArray(
                  JsonMapper.shared().readTree(exchange.getRequestBody()).path("data").asString());
          byte[] body = ("0x" + signature(data, key)).getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static Web3Signer signer(HttpServer server) {
    BigInteger publicKey = KEY.getEcKeyPair().getPublicKey();
    return new Web3Signer(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"),
        Numeric.toHexStringWithPrefixZeroPadded(publicKey, 128));
  }

  @Test
  void signsAsTheKeyItselfWould() throws IOException {
    HttpServer server = server(KEY);
    try {
      Web3Signer signer = signer(server);
      KeySigner local = KeySigner.of("0x" + "2".repeat(64));
      assertThat(signer.address()).isEqualTo(local.address());
      assertThat(signer.sign(PREIMAGE)).isEqualTo(local.sign(PREIMAGE));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aSignatureOfAnotherKeyIsNone() throws IOException {
    HttpServer server = server(Credentials.create("0x" + "3".repeat(64)));
    try {
      Web3Signer signer = signer(server);
      assertThatThrownBy(() -> signer.sign(PREIMAGE))
          .isInstanceOf(OracleUnavailableException.class)
          .hasMessageContaining("another key");
    } finally {
      server.stop(0);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aServiceThatStallsIsNotWaitedForAndSignsAgainWhenItIsMended(Fault fault) {
    byte[] signature = ("0x" + signature(PREIMAGE, KEY)).getBytes(StandardCharsets.US_ASCII);
    String publicKey =
        Numeric.toHexStringWithPrefixZeroPadded(KEY.getEcKeyPair().getPublicKey(), 128);
    try (FakeNode service = new FakeNode(request -> signature);
        Web3Signer signer = new Web3Signer(service.url(), publicKey, Duration.ofMillis(300))) {
      service.fault(fault);
      assertThatThrownBy(() -> signer.sign(PREIMAGE))
          .isInstanceOf(OracleUnavailableException.class)
          .hasMessageContaining("the remote signer");
      service.fault(Fault.NONE);
      Signature expected = KeySigner.of("0x" + "2".repeat(64)).sign(PREIMAGE);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(signer.sign(PREIMAGE)).isEqualTo(expected));
    }
  }
}
