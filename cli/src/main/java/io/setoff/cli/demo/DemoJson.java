package io.setoff.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.setoff.model.Decimals;
import io.setoff.v1.ExposureView;
import io.setoff.v1.GetExposureResponse;
import io.setoff.v1.MarginView;
import io.setoff.v1.NamedAccount;
import io.setoff.v1.UnderlyingExposure;
import io.setoff.v1.VenueExposure;
import java.util.List;
import java.util.Map;

/** The demo's result as one JSON object; decimals are strings, as in the API. */
final class DemoJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DemoJson() {}

  static String of(
      Map<NamedAccount, GetExposureResponse> accounts,
      Map<NamedAccount, MarginView> margins,
      List<Comparison.Line> lines,
      VaultDemo vault,
      Stages stages) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode list = root.putArray("accounts");
    accounts.forEach(
        (account, exposure) -> {
          ObjectNode node = list.addObject();
          account(node, account, exposure);
          MarginJson.put(
              node.putObject("margin"),
              margins.getOrDefault(account, MarginView.getDefaultInstance()));
        });
    ArrayNode published = root.putArray("published");
    lines.forEach(line -> published(published.addObject(), line));
    vault.put(root.putObject("vault"));
    stages.put(root.putObject("timing"));
    return root.toPrettyString();
  }

  private static void account(ObjectNode node, NamedAccount account, GetExposureResponse exposed) {
    ExposureView view = exposed.getView();
    node.put("account", account.getAccount())
        .put("label", account.getLabel())
        .put("policy", exposed.getPolicy().name().replace("POLICY_", ""))
        .put("finality", exposed.getFinality().name().replace("FINALITY_", ""))
        .put("net_usd", view.getNetUsd())
        .put("gross_usd", view.getGrossUsd())
        .put("complete", view.getComplete());
    ArrayNode exposures = node.putArray("exposures");
    for (UnderlyingExposure exposure : view.getUnderlyingsList()) {
      ObjectNode item =
          exposures
              .addObject()
              .put("underlying", exposure.getUnderlyingId())
              .put("net", exposure.getNet())
              .put("gross", exposure.getGross())
              .put("offset_ratio", exposure.hasOffsetRatio() ? exposure.getOffsetRatio() : null);
      ArrayNode venues = item.putArray("by_venue");
      for (VenueExposure venue : exposure.getByVenueList()) {
        venues
            .addObject()
            .put("venue", venue.getVenue().getId())
            .put("chain", venue.getVenue().getChain())
            .put("kind", venue.getKind())
            .put("net", venue.getNet());
      }
    }
  }

  private static void published(ObjectNode node, Comparison.Line line) {
    node.put("chain", line.publication().getChain())
        .put("stream", line.publication().getStream())
        .put("tx", line.publication().getStoreTx())
        .put("commit_tx", line.publication().getCommitTx())
        .put("epoch", line.publication().getEpoch())
        .put("account", line.account().getAccount())
        .put("net_usd", Decimals.canonical(line.gatewayNetUsd()))
        .put("margin_usd", Decimals.canonical(line.gatewayMarginUsd()))
        .put("on_chain_margin_usd", Decimals.canonical(line.onChain().marginUsd()))
        .put("on_chain_net_usd", Decimals.canonical(line.onChain().netUsd()))
        .put("on_chain_status", line.onChain().status())
        .put("proof_status", line.onChain().proofStatus());
    ArrayNode signers = node.putArray("signers");
    line.publication().getSignersList().forEach(signers::add);
  }
}
