package io.setoff.model.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.model.UnderlyingId;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityGraphTest {
  private static final UnderlyingId WETH_B = new UnderlyingId("eip155:2/erc20:weth");
  private static final UnderlyingId ETH_B = new UnderlyingId("eip155:2/slip44:60");
  private static final UnderlyingId ETH = new UnderlyingId("crypto:ETH");
  private static final UnderlyingId USDC_B = new UnderlyingId("eip155:2/erc20:usdc");
  private static final UnderlyingId USDC_A = new UnderlyingId("eip155:1/erc20:usdc");
  private static final IdentityGraph GRAPH =
      IdentityGraph.of(
          List.of(
              new Edge(WETH_B, EdgeKind.NATIVE_WRAP, ETH_B),
              new Edge(ETH_B, EdgeKind.CANONICAL_BRIDGE, ETH),
              new Edge(USDC_B, EdgeKind.CANONICAL_BRIDGE, USDC_A),
              new Edge(USDC_A, EdgeKind.PEG, UnderlyingId.USD)));

  @Test
  void aPolicyFollowsItsEdgesAsFarAsTheyLead() {
    assertThat(GRAPH.resolve(WETH_B, Policy.STRICT).underlying()).isEqualTo(WETH_B);
    assertThat(GRAPH.resolve(WETH_B, Policy.ECONOMIC).underlying()).isEqualTo(ETH);
    assertThat(GRAPH.resolve(USDC_B, Policy.ECONOMIC).underlying()).isEqualTo(USDC_A);
    assertThat(GRAPH.resolve(USDC_B, Policy.PEGGED).underlying()).isEqualTo(UnderlyingId.USD);
  }

  @Test
  void thePathNamesEveryEdge() {
    assertThat(GRAPH.resolve(WETH_B, Policy.PEGGED).path())
        .extracting(Edge::kind)
        .containsExactly(EdgeKind.NATIVE_WRAP, EdgeKind.CANONICAL_BRIDGE);
  }

  @Test
  void anAssetWithoutEdgesIsItsOwnUnderlying() {
    UnderlyingId myst = new UnderlyingId("eip155:2/erc20:myst");
    assertThat(GRAPH.resolve(myst, Policy.PEGGED).underlying()).isEqualTo(myst);
  }

  @Test
  void circlesAndSecondEdgesAreRefused() {
    assertThatThrownBy(
            () ->
                IdentityGraph.of(
                    List.of(
                        new Edge(ETH, EdgeKind.NATIVE_WRAP, ETH_B),
                        new Edge(ETH_B, EdgeKind.NATIVE_WRAP, ETH))))
        .hasMessageContaining("circle");
    assertThatThrownBy(
            () ->
                IdentityGraph.of(
                    List.of(
                        new Edge(ETH_B, EdgeKind.NATIVE_WRAP, ETH),
                        new Edge(ETH_B, EdgeKind.PEG, UnderlyingId.USD))))
        .hasMessageContaining("both");
  }
}
