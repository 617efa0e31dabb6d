// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../src/ISetoffRiskOracle.sol";
import {Deploy} from "./kit/Deploy.sol";
import {Fixture} from "./kit/Fixture.sol";
import {vm} from "./kit/Vm.sol";

contract QuorumTest is Fixture {
    uint256 private constant CURVE_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;

    ISetoffRiskOracle.EpochReport private r;

    function setUp() public override {
        super.setUp();
        r = report(1, keccak256("root"));
    }

    function signedBy(bytes memory idx) private view returns (ISetoffRiskOracle.Quorum memory) {
        return signDigest(digest(r), idx);
    }

    function refuse(ISetoffRiskOracle.Quorum memory q, bytes4 selector) private {
        refused(selector);
        oracle.commit(r, q);
    }

    function badQuorum(ISetoffRiskOracle.Quorum memory q) private {
        refuse(q, ISetoffRiskOracle.BadQuorum.selector);
    }

    function badSet(ISetoffRiskOracle.Quorum memory q) private {
        refuse(q, ISetoffRiskOracle.BadSet.selector);
    }

    function testEveryThreeOfFiveAreEnough() public {
        uint64 epoch;
        for (uint8 a; a < 3; ++a) {
            for (uint8 b = a + 1; b < 4; ++b) {
                for (uint8 c = b + 1; c < 5; ++c) {
                    r = report(++epoch, keccak256("root"));
                    vm.assertTrue(oracle.commit(r, signedBy(abi.encodePacked(a, b, c))), "accepted");
                }
            }
        }
        vm.assertEq(epoch, 10, "choices");
    }

    function testTooFewSignaturesAreRefused() public {
        badQuorum(signedBy(hex""));
        badQuorum(signedBy(hex"00"));
        badQuorum(signedBy(hex"0204"));
    }

    function testSignersOutOfOrderAreRefused() public {
        badQuorum(signedBy(hex"020004"));
        badQuorum(signedBy(hex"040200"));
    }

    function testSignerTwiceIsRefused() public {
        badQuorum(signedBy(hex"000202"));
        badQuorum(signedBy(hex"000002"));
        badQuorum(signedBy(hex"000000"));
    }

    function testSignatureUnderAnotherMembersIndexIsRefused() public {
        ISetoffRiskOracle.Quorum memory q = signedBy(hex"000204");
        q.idx = hex"000304";
        badQuorum(q);
    }

    function testIndexBeyondTheSetIsRefused() public {
        ISetoffRiskOracle.Quorum memory q = signedBy(hex"000204");
        q.idx = hex"000205";
        badQuorum(q);
        q.idx = hex"0002ff";
        badQuorum(q);
    }

    function testNonMemberIsRefused() public {
        ISetoffRiskOracle.Quorum memory q = signedBy(hex"000204");
        (q.rvs[2], q.rvs[3]) = compact(uint256(keccak256("stranger")), digest(r));
        badQuorum(q);
    }

    function testSetWithAStrangerIsRefused() public {
        uint256 key = uint256(keccak256("stranger"));
        ISetoffRiskOracle.Quorum memory q = signedBy(hex"000204");
        q.set[2] = vm.addr(key);
        (q.rvs[2], q.rvs[3]) = compact(key, digest(r));
        badSet(q);
    }

    function testSetOfOtherLengthOrOrderIsRefused() public {
        ISetoffRiskOracle.Quorum memory q = signedBy(hex"000204");
        (q.set[0], q.set[1]) = (q.set[1], q.set[0]);
        badSet(q);

        q = signedBy(hex"000102");
        address[] memory four = new address[](4);
        for (uint256 i; i < 4; ++i) {
            four[i] = set[i];
        }
        q.set = four;
        badSet(q);

        address[] memory six = new address[](6);
        for (uint256 i; i < 5; ++i) {
            six[i] = set[i];
        }
        six[5] = address(type(uint160).max);
        q.set = six;
        badSet(q);

        q.set = new address[](0);
        badSet(q);
    }

    /// @dev (r, n - s) with the other parity recovers the same signer, but does not fit 255 bits.
    function testMirroredSignatureIsRefused() public {
        ISetoffRiskOracle.Quorum memory q = signedBy(hex"000204");
        uint256 parity = uint256(q.rvs[1]) >> 255;
        uint256 mirrored = CURVE_ORDER - (uint256(q.rvs[1]) & (type(uint256).max >> 1));
        vm.assertEq(ecrecover(digest(r), uint8(28 - parity), q.rvs[0], bytes32(mirrored)), set[0], "same signer");
        q.rvs[1] = bytes32(mirrored);
        badQuorum(q);
        q.rvs[1] = bytes32(mirrored ^ (uint256(1) << 255));
        badQuorum(q);
    }

    /// @dev The s between n/2 and 2^255 do fit. Any (r, s) is a signature of some key, so that key is made the signer.
    function testHighSIsRefused() public {
        vm.assertTrue(acceptsSignatureWith(CURVE_ORDER / 2), "highest low s");
        vm.assertFalse(acceptsSignatureWith(CURVE_ORDER / 2 + 1), "lowest high s");
        vm.assertFalse(acceptsSignatureWith(type(uint256).max >> 1), "highest s that fits");
    }

    function acceptsSignatureWith(uint256 s) private returns (bool ok) {
        oracle = ISetoffRiskOracle(vm.computeCreateAddress(address(this), vm.getNonce(address(this))));
        ISetoffRiskOracle.Quorum memory q;
        q.idx = hex"00";
        q.rvs = new bytes32[](2);
        (q.rvs[0],) = compact(1, digest(r));
        q.rvs[1] = bytes32(s);
        q.set = new address[](1);
        q.set[0] = ecrecover(digest(r), 27, q.rvs[0], bytes32(s));
        vm.assertTrue(q.set[0] != address(0), "recovers");
        vm.assertEq(address(Deploy.oracle(q.set, 1)), address(oracle), "address");
        bytes memory answer;
        (ok, answer) = address(oracle).call(abi.encodeCall(oracle.commit, (r, q)));
        if (!ok) vm.assertEq(bytes32(answer), bytes32(ISetoffRiskOracle.BadQuorum.selector), "error");
    }

    function testUnrecoverableSignatureIsRefused() public {
        ISetoffRiskOracle.Quorum memory q = signedBy(hex"000204");
        (q.rvs[2], q.rvs[3]) = (bytes32(0), bytes32(0));
        vm.assertEq(ecrecover(digest(r), 27, q.rvs[2], q.rvs[3]), address(0), "recovers zero");
        badQuorum(q);
    }

    function testZeroSignerIsNoMemberOfAnySet() public {
        ISetoffRiskOracle.Quorum memory q = signedBy(hex"000204");
        q.set[0] = address(0);
        (q.rvs[0], q.rvs[1]) = (bytes32(0), bytes32(0));
        badSet(q);
    }

    function testSignaturesThatDoNotPairWithTheIndexesAreRefused() public {
        ISetoffRiskOracle.Quorum memory q = signedBy(hex"000204");
        bytes32[] memory all = q.rvs;
        for (uint256 n; n <= 8; ++n) {
            if (n == 6) continue;
            q.rvs = new bytes32[](n);
            for (uint256 i; i < n && i < 6; ++i) {
                q.rvs[i] = all[i];
            }
            badQuorum(q);
        }
    }

    function testOneBadSignatureAboveTheThresholdIsRefused() public {
        ISetoffRiskOracle.Quorum memory q = signedBy(hex"00010204");
        q.rvs[7] ^= bytes32(uint256(1));
        badQuorum(q);
    }

    function testSignaturesOfAnotherReportAreRefused() public {
        ISetoffRiskOracle.Quorum memory q = sign(report(2, keccak256("root")));
        badQuorum(q);
    }

    function testSetOf256SignersMayUseTheLastIndex() public {
        addSigners256();
        oracle = Deploy.oracle(set, 129);
        bytes memory idx = new bytes(129);
        for (uint256 i; i < 129; ++i) {
            idx[i] = bytes1(uint8(i + 127));
        }
        vm.assertTrue(oracle.commit(r, signDigest(digest(r), idx)), "accepted");
        idx = new bytes(128);
        for (uint256 i; i < 128; ++i) {
            idx[i] = bytes1(uint8(i + 128));
        }
        r = report(2, keccak256("root"));
        badQuorum(signedBy(idx));
    }

    function addSigners256() private {
        delete keys;
        delete set;
        addSigners(256);
    }
}
