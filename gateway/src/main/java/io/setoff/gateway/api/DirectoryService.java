package io.setoff.gateway.api;

import io.setoff.adapters.kernel.health.IndexProgress;
import io.setoff.gateway.book.ChainView;
import io.setoff.gateway.book.IndexedChains;
import io.setoff.gateway.chain.Chains;
import io.setoff.gateway.chain.FollowedChain;
import io.setoff.gateway.config.GatewayConfig;
import io.setoff.gateway.portfolio.ChainCondition;
import io.setoff.gateway.portfolio.Coverage;
import io.setoff.gateway.reconcile.Reconciliation;
import io.setoff.gateway.wire.Enums;
import io.setoff.gateway.wire.IndexMessages;
import io.setoff.gateway.wire.Messages;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.model.VenueId;
import io.setoff.store.ChainHealth;
import io.setoff.v1.ChainStatus;
import io.setoff.v1.HeldBlock;
import io.setoff.v1.HeldBlocks;
import io.setoff.v1.ListAccountsResponse;
import io.setoff.v1.ListBlocksResponse;
import io.setoff.v1.ListVenuesResponse;
import io.setoff.v1.NamedAccount;
import java.time.Clock;
import java.time.Instant;

/** The chains, their venues, and the accounts that the operator has named. */
public final class DirectoryService {
  private final GatewayConfig config;
  private final IndexedChains book;
  private final Chains chains;
  private final Reconciliation reconciliation;
  private final Clock clock;

  /**
   * A directory of what is configured.
   *
   * @param clock for the age of the chains' last answers only
   */
  public DirectoryService(
      GatewayConfig config,
      IndexedChains book,
      Chains chains,
      Reconciliation reconciliation,
      Clock clock) {
    this.config = config;
    this.book = book;
    this.chains = chains;
    this.reconciliation = reconciliation;
    this.clock = clock;
  }

  public ListVenuesResponse listVenues() {
    ListVenuesResponse.Builder response = ListVenuesResponse.newBuilder();
    Instant now = clock.instant();
    for (ChainView view : book.chains()) {
      ChainCondition condition =
          ChainCondition.of(view, view.at(io.setoff.model.Finality.LATEST), now);
      response.addChains(status(view, condition));
      chains.of(view.chain().id()).adapter().positions().stream()
          .map(reader -> coverage(reader.venue(), condition))
          .forEach(venue -> response.addVenues(Messages.coverage(venue)));
    }
    return response.build();
  }

  /** The blocks that a cut may name. */
  public ListBlocksResponse listBlocks() {
    ListBlocksResponse.Builder response = ListBlocksResponse.newBuilder();
    for (ChainView view : book.chains()) {
      HeldBlocks.Builder held = response.addChainsBuilder().setChain(view.chain().id().value());
      view.states().reversed().forEach(state -> held.addBlocks(block(state.block())));
    }
    return response.build();
  }

  private static HeldBlock block(BlockRef block) {
    return HeldBlock.newBuilder()
        .setHeight(block.height())
        .setBlockHash(block.hash())
        .setBlockTime(Messages.timestamp(block.time()))
        .build();
  }

  private static Coverage coverage(VenueId venue, ChainCondition condition) {
    return new Coverage(venue, condition.state(), condition.reason());
  }

  private ChainStatus status(ChainView view, ChainCondition condition) {
    ChainStatus.Builder status =
        ChainStatus.newBuilder()
            .setChain(view.chain().id().value())
            .setName(view.chain().name())
            .setState(Enums.of(condition.state()))
            .setReason(condition.reason());
    view.chain().explorer().ifPresent(url -> status.setExplorer(url.toString()));
    view.health().ifPresent(health -> status.setNodeHeight(health.nodeHeight()));
    view.cursor().ifPresent(cursor -> status.setReorgs(cursor.reorgs()));
    ChainId id = view.chain().id();
    status.addAllProviders(IndexMessages.providers(chains.of(id).providers()));
    status.setProgress(
        IndexMessages.progress(
            chains.followed(id).map(FollowedChain::progress).orElse(IndexProgress.NONE),
            blocksBehind(view)));
    status.setReconciliation(IndexMessages.reconciliation(reconciliation.tally(id)));
    view.at(io.setoff.model.Finality.LATEST)
        .ifPresent(state -> status.setLatest(Messages.head(view, state.block())));
    view.at(io.setoff.model.Finality.SAFE)
        .ifPresent(state -> status.setSafe(Messages.head(view, state.block())));
    view.at(io.setoff.model.Finality.FINALIZED)
        .ifPresent(state -> status.setFinalized(Messages.head(view, state.block())));
    return status.build();
  }

  private static long blocksBehind(ChainView view) {
    long indexed = view.cursor().map(cursor -> cursor.head().height()).orElse(0L);
    return Math.max(0, view.health().map(ChainHealth::nodeHeight).orElse(0L) - indexed);
  }

  public ListAccountsResponse listAccounts() {
    ListAccountsResponse.Builder response = ListAccountsResponse.newBuilder();
    config
        .accounts()
        .forEach(
            account ->
                response.addAccounts(
                    NamedAccount.newBuilder()
                        .setAccount(account.address())
                        .setLabel(account.label())));
    return response.build();
  }
}
