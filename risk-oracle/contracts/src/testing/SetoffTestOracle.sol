// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ExposureWord} from "../ExposureWord.sol";
import {ISetoffRiskOracle} from "../ISetoffRiskOracle.sol";
import {MerklePath} from "../MerklePath.sol";
import {SetoffRiskOracle} from "../SetoffRiskOracle.sol";
import {SetoffVerifier} from "../SetoffVerifier.sol";
import {SignerSets} from "../SignerSets.sol";
import {StreamId} from "../StreamId.sol";

interface Cheats {
    function addr(uint256 key) external pure returns (address);
    function sign(uint256 key, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);
}

/// @title The real oracle with a signer, for the Foundry tests of its consumers
/// @notice Publishes whatever a test wants an account's word to be, at the time of the block. Not for a chain: it signs
/// with keys that everybody knows, through Foundry's cheat codes.
contract SetoffTestOracle {
    Cheats private constant CHEATS = Cheats(address(uint160(uint256(keccak256("hevm cheat code")))));
    uint40 private constant VALIDITY = 5 minutes;
    uint16 private constant WHOLE = 10_000;

    ISetoffRiskOracle public immutable oracle;
    Guardian private immutable _guardian;
    uint256 private immutable _key;
    uint64 private _epoch;

    /// @notice The account has a word of this second: call `vm.warp(block.timestamp + 1)` before the next one.
    error NotNewer(bytes32 streamId, address account, uint256 observedAt);

    constructor() {
        _key = uint256(keccak256("setoff test oracle"));
        _guardian = new Guardian();
        address[] memory signers = new address[](1);
        signers[0] = CHEATS.addr(_key);
        oracle = new SetoffRiskOracle(
            signers,
            1,
            SignerSets.Governance({
                owner: address(this), guardian: address(_guardian), rotationDelay: 1 hours, rotationGrace: 0
            })
        );
    }

    /// @notice Id of the stream that `latest` reads, of a stream's name in a gateway's configuration. The id of its roots,
    /// which `prove` reads, is the hash of the name itself.
    function rowsOf(string calldata name) external pure returns (bytes32) {
        return StreamId.rows(name);
    }

    /// @notice A word observed now.
    /// @param marginUsd 1e-6 USD.
    /// @param coverageBps 1/10000.
    /// @param flags See ExposureWord.
    function word(uint64 marginUsd, uint16 coverageBps, uint8 flags) public view returns (ISetoffRiskOracle.Word) {
        return ISetoffRiskOracle.Word
            .wrap(uint256(marginUsd) << 64 | block.timestamp << 24 | uint256(coverageBps) << 8 | flags);
    }

    /// @notice A word as good as can be: valid, every source fresh, observed now.
    function word(uint64 marginUsd) public view returns (ISetoffRiskOracle.Word) {
        return word(marginUsd, WHOLE, ExposureWord.VALID);
    }

    /// @notice Stores a good word for readers of `latest`.
    function publish(bytes32 streamId, address account, uint64 marginUsd) external {
        publish(streamId, account, word(marginUsd));
    }

    /// @notice Stores a word for readers of `latest`. The oracle keeps the word that it has unless the new one was observed
    /// later, so a second one of the same second is refused here: `vm.warp` first.
    function publish(bytes32 streamId, address account, ISetoffRiskOracle.Word exposure) public {
        bytes memory rows = abi.encodePacked(account, ISetoffRiskOracle.Word.unwrap(exposure));
        ISetoffRiskOracle.EpochReport memory report = _report(streamId, keccak256(rows));
        if (oracle.storeSigned(report, rows, _sign(report)) == 0) revert NotNewer(streamId, account, block.timestamp);
    }

    /// @notice A good word signed, for pull mode; nothing is published.
    function signed(bytes32 streamId, address account, uint64 marginUsd)
        external
        returns (SetoffVerifier.SignedWord memory)
    {
        return signed(streamId, account, word(marginUsd));
    }

    /// @notice A word signed, for pull mode; nothing is published.
    function signed(bytes32 streamId, address account, ISetoffRiskOracle.Word exposure)
        public
        returns (SetoffVerifier.SignedWord memory s)
    {
        s.word = exposure;
        s.report = _report(streamId, MerklePath.leaf(bytes32(uint256(uint160(account))), exposure));
        s.quorum = _sign(s.report);
    }

    function halt(bytes32 streamId) external {
        _guardian.halt(oracle, streamId);
    }

    function resume(bytes32 streamId) external {
        oracle.resume(streamId, ++_epoch + 1);
    }

    function _report(bytes32 streamId, bytes32 root) private returns (ISetoffRiskOracle.EpochReport memory report) {
        report.streamId = streamId;
        report.epoch = ++_epoch;
        report.setVersion = 1;
        report.observedAt = uint40(block.timestamp);
        report.validUntil = uint40(block.timestamp) + VALIDITY;
        report.leafCount = 1;
        report.root = root;
    }

    function _sign(ISetoffRiskOracle.EpochReport memory report)
        private
        view
        returns (ISetoffRiskOracle.Quorum memory quorum)
    {
        (uint8 v, bytes32 r, bytes32 s) = CHEATS.sign(_key, oracle.reportDigest(report));
        quorum.set = new address[](1);
        quorum.set[0] = CHEATS.addr(_key);
        quorum.idx = hex"00";
        quorum.rvs = new bytes32[](2);
        (quorum.rvs[0], quorum.rvs[1]) = (r, bytes32(uint256(s) | uint256(v - 27) << 255)); // EIP-2098
    }
}

/// @notice Halts for the test oracle, which is the owner and so cannot be the guardian.
contract Guardian {
    function halt(ISetoffRiskOracle oracle, bytes32 streamId) external {
        oracle.halt(streamId, 0);
    }
}
