package io.setoff.oracle.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.setoff.oracle.OracleUnavailableException;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Sign;
import org.web3j.utils.Numeric;
import tools.jackson.databind.json.JsonMapper;

class Web3SignerTest {
  private static final Credentials KEY = Credentials.create("0x" + "2".repeat(64));
  private static final byte[] PREIMAGE = new byte[66];

  /** A double of Web3Signer's eth1 API: hashes what it is given, answers r, s, v. */
  private static HttpServer server(Credentials key) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/eth1/sign/",
        exchange -> {
          byte[] data =
              Numeric.hexStringToByteArray(
                  JsonMapper.shared().readTree(exchange.getRequestBody()).path("data").asString());
          Sign.SignatureData signed = Sign.signMessage(data, key.getEcKeyPair(), true);
          String answer =
              "0x"
                  + Numeric.toHexStringNoPrefix(signed.getR())
                  + Numeric.toHexStringNoPrefix(signed.getS())
                  + Numeric.toHexStringNoPrefix(signed.getV());
          byte[] body = answer.getBytes(StandardCharsets.US_ASCII);
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
}
