// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../src/ISetoffRiskOracle.sol";
import {SetoffVerifier} from "../src/SetoffVerifier.sol";
import {Deploy} from "./kit/Deploy.sol";
import {Fixture} from "./kit/Fixture.sol";
import {MerkleTree} from "./kit/MerkleTree.sol";
import {PullReader} from "./kit/PullReader.sol";
import {vm} from "./kit/Vm.sol";
import {Words} from "./kit/Words.sol";

/// @notice Every way to use signatures for what they were not given, at each of the four places that take them: `commit`,
/// `storeSigned`, `verify` and the verifier library in a consumer.
contract ReplayMatrixTest is Fixture {
    enum Via {
        Commit,
        StoreSigned,
        Verify,
        Library
    }

    uint64 private constant EPOCH = 5;
    uint256 private constant CURVE_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
    bytes4 private constant BAD_QUORUM = ISetoffRiskOracle.BadQuorum.selector;
    bytes4 private constant BAD_SET = ISetoffRiskOracle.BadSet.selector;

    PullReader private reader;
    ISetoffRiskOracle.Word private word;

    function setUp() public override {
        super.setUp();
        reader = new PullReader();
        word = Words.seen(NOW);
    }

    function rows() private view returns (bytes memory) {
        return row(account(0), word);
    }

    function honest(Via via, uint64 epoch) private view returns (ISetoffRiskOracle.EpochReport memory r) {
        if (via == Via.StoreSigned) return flatReport(epoch, rows());
        r = report(epoch, MerkleTree.leaf(id(account(0)), word));
        r.leafCount = 1;
    }

    function callData(Via via, ISetoffRiskOracle.EpochReport memory r, ISetoffRiskOracle.Quorum memory q)
        private
        view
        returns (address to, bytes memory data)
    {
        bytes32[] memory proof;
        bytes32 who = id(account(0));
        if (via == Via.Commit) return (address(oracle), abi.encodeCall(oracle.commit, (r, q)));
        if (via == Via.StoreSigned) return (address(oracle), abi.encodeCall(oracle.storeSigned, (r, rows(), q)));
        if (via == Via.Verify) {
            return (address(oracle), abi.encodeCall(oracle.verify, (r, who, word, proof, q, 300)));
        }
        SetoffVerifier.SignedWord memory signed = SetoffVerifier.SignedWord(r, q, word, 0, proof);
        return (address(reader), abi.encodeCall(reader.statusOf, (oracle, signed, who, 300)));
    }

    function refuse(
        Via via,
        ISetoffRiskOracle.EpochReport memory r,
        ISetoffRiskOracle.Quorum memory q,
        bytes memory err
    ) private {
        (address to, bytes memory data) = callData(via, r, q);
        (bool ok, bytes memory answer) = to.call(data);
        vm.assertFalse(ok, "accepted");
        vm.assertEq(keccak256(answer), keccak256(err), "error");
    }

    function refuse(Via via, ISetoffRiskOracle.EpochReport memory r, ISetoffRiskOracle.Quorum memory q, bytes4 err)
        private
    {
        refuse(via, r, q, abi.encodeWithSelector(err));
    }

    /// @notice What the others differ from: at each of the four places it is accepted.
    function testHonestReportIsAcceptedEverywhere() public {
        for (uint256 i; i < 4; ++i) {
            uint256 start = vm.snapshotState();
            ISetoffRiskOracle.EpochReport memory r = honest(Via(i), EPOCH);
            (address to, bytes memory data) = callData(Via(i), r, sign(r));
            (bool ok, bytes memory answer) = to.call(data);
            vm.assertTrue(ok, "accepted");
            vm.assertEq(uint256(bytes32(answer)), 1, "true, one row, or Fresh");
            vm.revertToState(start);
        }
    }

    function testReplayOnAnotherChain() public {
        for (uint256 i; i < 4; ++i) {
            ISetoffRiskOracle.EpochReport memory r = honest(Via(i), EPOCH);
            bytes32 hash = keccak256(abi.encodePacked(hex"1901", domain(1, address(oracle)), structHash(r)));
            refuse(Via(i), r, signDigest(hash, THREE), BAD_QUORUM);
        }
    }

    function testReplayAfterAForkOfTheChain() public {
        for (uint256 i; i < 4; ++i) {
            ISetoffRiskOracle.EpochReport memory r = honest(Via(i), EPOCH);
            ISetoffRiskOracle.Quorum memory q = sign(r);
            uint256 chain = block.chainid;
            vm.chainId(77_777);
            refuse(Via(i), r, q, BAD_QUORUM);
            vm.chainId(chain);
        }
    }

    function testReplayAtAnotherContract() public {
        ISetoffRiskOracle signedFor = oracle;
        ISetoffRiskOracle sibling = Deploy.oracle(set, 3);
        for (uint256 i; i < 4; ++i) {
            ISetoffRiskOracle.EpochReport memory r = honest(Via(i), EPOCH);
            ISetoffRiskOracle.Quorum memory q = sign(r);
            oracle = sibling;
            refuse(Via(i), r, q, BAD_QUORUM);
            oracle = signedFor;
        }
    }

    function testReplayInAnotherStream() public {
        for (uint256 i; i < 4; ++i) {
            ISetoffRiskOracle.EpochReport memory r = honest(Via(i), EPOCH);
            ISetoffRiskOracle.Quorum memory q = sign(r);
            r.streamId = keccak256("another stream");
            refuse(Via(i), r, q, BAD_QUORUM);
        }
    }

    function testReplayAsAnotherEpoch() public {
        for (uint256 i; i < 4; ++i) {
            ISetoffRiskOracle.EpochReport memory r = honest(Via(i), EPOCH);
            ISetoffRiskOracle.Quorum memory q = sign(r);
            r.epoch = EPOCH + 1;
            refuse(Via(i), r, q, BAD_QUORUM);
        }
    }

    function testReplayOfAnOvertakenEpoch() public {
        commit(report(EPOCH + 1, keccak256("newer")));
        for (uint256 i; i < 4; ++i) {
            ISetoffRiskOracle.EpochReport memory r = honest(Via(i), EPOCH);
            refuse(Via(i), r, sign(r), abi.encodeWithSelector(ISetoffRiskOracle.OldEpoch.selector, EPOCH + 1));
        }
    }

    /// @dev Two reports of one epoch are a fault of the signers; the first that is committed counts.
    function testOtherReportOfTheEpochAtTheHead() public {
        commit(report(EPOCH, keccak256("the head")));
        for (uint256 i; i < 4; ++i) {
            ISetoffRiskOracle.EpochReport memory r = honest(Via(i), EPOCH);
            refuse(Via(i), r, sign(r), abi.encodeWithSelector(ISetoffRiskOracle.OldEpoch.selector, EPOCH));
        }
    }

    function testReplayUnderAnotherSetVersion() public {
        uint64[3] memory versions = [0, 2, type(uint64).max];
        for (uint256 i; i < 4; ++i) {
            for (uint256 j; j < versions.length; ++j) {
                ISetoffRiskOracle.EpochReport memory r = honest(Via(i), EPOCH);
                r.setVersion = versions[j];
                refuse(Via(i), r, sign(r), BAD_SET);
            }
        }
    }

    function testReportOfARevokedSet() public {
        vm.prank(Deploy.GUARDIAN);
        oracle.revokeSignerSet(1);
        for (uint256 i; i < 4; ++i) {
            ISetoffRiskOracle.EpochReport memory r = honest(Via(i), EPOCH);
            refuse(Via(i), r, sign(r), BAD_SET);
        }
    }

    function testSignaturesOutOfOrder() public {
        for (uint256 i; i < 4; ++i) {
            ISetoffRiskOracle.EpochReport memory r = honest(Via(i), EPOCH);
            refuse(Via(i), r, signDigest(digest(r), hex"020004"), BAD_QUORUM);
            refuse(Via(i), r, signDigest(digest(r), hex"040200"), BAD_QUORUM);
        }
    }

    function testDuplicateSignature() public {
        for (uint256 i; i < 4; ++i) {
            ISetoffRiskOracle.EpochReport memory r = honest(Via(i), EPOCH);
            refuse(Via(i), r, signDigest(digest(r), hex"000002"), BAD_QUORUM);
            refuse(Via(i), r, signDigest(digest(r), hex"000202"), BAD_QUORUM);
            refuse(Via(i), r, signDigest(digest(r), hex"000000"), BAD_QUORUM);
        }
    }

    function testTooFewSignatures() public {
        for (uint256 i; i < 4; ++i) {
            ISetoffRiskOracle.EpochReport memory r = honest(Via(i), EPOCH);
            refuse(Via(i), r, signDigest(digest(r), hex"0204"), BAD_QUORUM);
            refuse(Via(i), r, signDigest(digest(r), hex""), BAD_QUORUM);
        }
    }

    /// @dev (r, n - s) recovers the same signer with the other parity: one message, two signatures.
    function testHighS() public {
        for (uint256 i; i < 4; ++i) {
            ISetoffRiskOracle.EpochReport memory r = honest(Via(i), EPOCH);
            ISetoffRiskOracle.Quorum memory q = sign(r);
            uint256 parity = uint256(q.rvs[1]) >> 255;
            uint256 mirrored = CURVE_ORDER - (uint256(q.rvs[1]) & (type(uint256).max >> 1));
            vm.assertEq(ecrecover(digest(r), uint8(28 - parity), q.rvs[0], bytes32(mirrored)), set[0], "same signer");
            q.rvs[1] = bytes32(mirrored);
            refuse(Via(i), r, q, BAD_QUORUM);
            q.rvs[1] = bytes32(mirrored ^ (uint256(1) << 255));
            refuse(Via(i), r, q, BAD_QUORUM);
        }
    }

    /// @dev What ecrecover answers to nonsense is the zero address.
    function testZeroSigner() public {
        for (uint256 i; i < 4; ++i) {
            ISetoffRiskOracle.EpochReport memory r = honest(Via(i), EPOCH);
            ISetoffRiskOracle.Quorum memory q = sign(r);
            (q.rvs[0], q.rvs[1]) = (bytes32(0), bytes32(0));
            refuse(Via(i), r, q, BAD_QUORUM);
            q.set[0] = address(0);
            refuse(Via(i), r, q, BAD_SET);
        }
    }

    function testZeroSignerInAScheduledSet() public {
        address[] memory withZero = new address[](3);
        (withZero[1], withZero[2]) = (set[0], set[1]);
        vm.prank(Deploy.OWNER);
        oracle.scheduleSignerSet(keccak256(abi.encodePacked(withZero)), 2, uint40(block.timestamp + 1 days));
        vm.warp(block.timestamp + 1 days);
        word = Words.seen(block.timestamp);
        for (uint256 i; i < 4; ++i) {
            ISetoffRiskOracle.EpochReport memory r = honest(Via(i), EPOCH);
            r.setVersion = 2;
            ISetoffRiskOracle.Quorum memory q;
            (q.set, q.idx, q.rvs) = (withZero, hex"0001", new bytes32[](4));
            (q.rvs[2], q.rvs[3]) = compact(keys[0], digest(r));
            refuse(Via(i), r, q, BAD_QUORUM);
        }
    }

    function testStrangerAmongTheSigners() public {
        uint256 key = uint256(keccak256("stranger"));
        for (uint256 i; i < 4; ++i) {
            ISetoffRiskOracle.EpochReport memory r = honest(Via(i), EPOCH);
            ISetoffRiskOracle.Quorum memory q = sign(r);
            (q.rvs[2], q.rvs[3]) = compact(key, digest(r));
            refuse(Via(i), r, q, BAD_QUORUM);
            q.set[2] = vm.addr(key);
            refuse(Via(i), r, q, BAD_SET);
        }
    }

    /// @dev A root opened as rows, and rows opened as a root.
    function testReportOfOneKindUsedAsTheOther() public {
        bytes4 badProof = ISetoffRiskOracle.BadProof.selector;
        ISetoffRiskOracle.EpochReport memory root = honest(Via.Commit, EPOCH);
        refuse(Via.StoreSigned, root, sign(root), badProof);
        ISetoffRiskOracle.EpochReport memory flat = honest(Via.StoreSigned, EPOCH);
        refuse(Via.Verify, flat, sign(flat), badProof);
        refuse(Via.Library, flat, sign(flat), badProof);
    }
}
