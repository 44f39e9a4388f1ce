-- The policy that also reads what a person lets us see of their bank account (SPEC 8.1, 10.2): who
-- consents and is paid regularly is offered more for less; returns, gambling and new lenders lower
-- the offer or bring a person to look. Without consent no row but the earlier ones can match, so
-- nothing changes: a loan never depends on an optional consent (DL-12, DL-13).
insert into policy (id, version, product, effective_from, published_by, graph_hash, graph)
select 'pol_personal-2026-1', 'personal-2026-1', 'personal', '2026-01-01', 'system',
       encode(sha256(convert_to(graph::text, 'UTF8')), 'hex'), graph
  from (select $policy${
 "nodes": [
  {
   "id": "in",
   "type": "inputNode",
   "name": "What is known",
   "position": {
    "x": 0,
    "y": 0
   }
  },
  {
   "id": "referral",
   "type": "decisionTableNode",
   "name": "When a person must look",
   "position": {
    "x": 0,
    "y": 0
   },
   "content": {
    "hitPolicy": "first",
    "passThrough": false,
    "outputPath": "referral",
    "inputs": [
     {
      "id": "i0",
      "name": "complete",
      "field": "complete"
     },
     {
      "id": "i1",
      "name": "new to credit",
      "field": "newToCredit"
     },
     {
      "id": "i2",
      "name": "income",
      "field": "monthlyIncome"
     },
     {
      "id": "i3",
      "name": "asked",
      "field": "amountAsked"
     },
     {
      "id": "i4",
      "name": "told by",
      "field": "deviceSource"
     },
     {
      "id": "i5",
      "name": "returns in 90 days",
      "field": "deviceBounces90"
     },
     {
      "id": "i6",
      "name": "gambling, % of spending",
      "field": "deviceGamblingPercent"
     },
     {
      "id": "i7",
      "name": "new lenders in 30 days",
      "field": "deviceNewLenders30"
     }
    ],
    "outputs": [
     {
      "id": "o0",
      "name": "reason",
      "field": "reason"
     }
    ],
    "rules": [
     {
      "_id": "referral-1",
      "i0": "false",
      "i1": "",
      "i2": "",
      "i3": "",
      "i4": "",
      "i5": "",
      "i6": "",
      "i7": "",
      "o0": "\"R13\""
     },
     {
      "_id": "referral-2",
      "i0": "",
      "i1": "true",
      "i2": "< 25000",
      "i3": "",
      "i4": "",
      "i5": "",
      "i6": "",
      "i7": "",
      "o0": "\"R07\""
     },
     {
      "_id": "referral-3",
      "i0": "",
      "i1": "",
      "i2": "",
      "i3": "",
      "i4": "\"sms\"",
      "i5": ">= 3",
      "i6": "",
      "i7": "",
      "o0": "\"R11\""
     },
     {
      "_id": "referral-4",
      "i0": "",
      "i1": "",
      "i2": "",
      "i3": "",
      "i4": "",
      "i5": "",
      "i6": ">= 30",
      "i7": "",
      "o0": "\"R15\""
     },
     {
      "_id": "referral-5",
      "i0": "",
      "i1": "",
      "i2": "",
      "i3": "",
      "i4": "",
      "i5": "",
      "i6": "",
      "i7": ">= 5",
      "o0": "\"R15\""
     }
    ]
   }
  },
  {
   "id": "knockouts",
   "type": "decisionTableNode",
   "name": "Knock-outs (SPEC 10.2)",
   "position": {
    "x": 0,
    "y": 0
   },
   "content": {
    "hitPolicy": "collect",
    "passThrough": false,
    "outputPath": "knockouts",
    "inputs": [
     {
      "id": "i0",
      "name": "age",
      "field": "age"
     },
     {
      "id": "i1",
      "name": "monthlyIncome",
      "field": "monthlyIncome"
     },
     {
      "id": "i2",
      "name": "occupation",
      "field": "occupation"
     },
     {
      "id": "i3",
      "name": "score",
      "field": "score"
     },
     {
      "id": "i4",
      "name": "newToCredit",
      "field": "newToCredit"
     },
     {
      "id": "i5",
      "name": "dpdMax12Months",
      "field": "dpdMax12Months"
     },
     {
      "id": "i6",
      "name": "dpdMax24Months",
      "field": "dpdMax24Months"
     },
     {
      "id": "i7",
      "name": "dpdMax36Months",
      "field": "dpdMax36Months"
     },
     {
      "id": "i8",
      "name": "enquiries3Months",
      "field": "enquiries3Months"
     },
     {
      "id": "i9",
      "name": "unsecuredOpened30Days",
      "field": "unsecuredOpened30Days"
     },
     {
      "id": "i10",
      "name": "writtenOff36Months",
      "field": "writtenOff36Months"
     },
     {
      "id": "i11",
      "name": "overdue",
      "field": "overdue"
     },
     {
      "id": "i12",
      "name": "told by",
      "field": "deviceSource"
     },
     {
      "id": "i13",
      "name": "returns in 90 days",
      "field": "deviceBounces90"
     }
    ],
    "outputs": [
     {
      "id": "o0",
      "name": "reason",
      "field": "reason"
     }
    ],
    "rules": [
     {
      "_id": "knockouts-1",
      "i0": "< 21",
      "i1": "",
      "i2": "",
      "i3": "",
      "i4": "",
      "i5": "",
      "i6": "",
      "i7": "",
      "i8": "",
      "i9": "",
      "i10": "",
      "i11": "",
      "i12": "",
      "i13": "",
      "o0": "\"R10\""
     },
     {
      "_id": "knockouts-2",
      "i0": "> 58",
      "i1": "",
      "i2": "",
      "i3": "",
      "i4": "",
      "i5": "",
      "i6": "",
      "i7": "",
      "i8": "",
      "i9": "",
      "i10": "",
      "i11": "",
      "i12": "",
      "i13": "",
      "o0": "\"R10\""
     },
     {
      "_id": "knockouts-3",
      "i0": "",
      "i1": "",
      "i2": "\"student\",\"homemaker\"",
      "i3": "",
      "i4": "",
      "i5": "",
      "i6": "",
      "i7": "",
      "i8": "",
      "i9": "",
      "i10": "",
      "i11": "",
      "i12": "",
      "i13": "",
      "o0": "\"R10\""
     },
     {
      "_id": "knockouts-4",
      "i0": "",
      "i1": "< 15000",
      "i2": "",
      "i3": "",
      "i4": "",
      "i5": "",
      "i6": "",
      "i7": "",
      "i8": "",
      "i9": "",
      "i10": "",
      "i11": "",
      "i12": "",
      "i13": "",
      "o0": "\"R05\""
     },
     {
      "_id": "knockouts-5",
      "i0": "",
      "i1": "",
      "i2": "",
      "i3": "< 650",
      "i4": "false",
      "i5": "",
      "i6": "",
      "i7": "",
      "i8": "",
      "i9": "",
      "i10": "",
      "i11": "",
      "i12": "",
      "i13": "",
      "o0": "\"R02\""
     },
     {
      "_id": "knockouts-6",
      "i0": "",
      "i1": "",
      "i2": "",
      "i3": "",
      "i4": "",
      "i5": ">= 30",
      "i6": "",
      "i7": "",
      "i8": "",
      "i9": "",
      "i10": "",
      "i11": "",
      "i12": "",
      "i13": "",
      "o0": "\"R03\""
     },
     {
      "_id": "knockouts-7",
      "i0": "",
      "i1": "",
      "i2": "",
      "i3": "",
      "i4": "",
      "i5": "",
      "i6": ">= 60",
      "i7": "",
      "i8": "",
      "i9": "",
      "i10": "",
      "i11": "",
      "i12": "",
      "i13": "",
      "o0": "\"R03\""
     },
     {
      "_id": "knockouts-8",
      "i0": "",
      "i1": "",
      "i2": "",
      "i3": "",
      "i4": "",
      "i5": "",
      "i6": "",
      "i7": ">= 90",
      "i8": "",
      "i9": "",
      "i10": "",
      "i11": "",
      "i12": "",
      "i13": "",
      "o0": "\"R03\""
     },
     {
      "_id": "knockouts-9",
      "i0": "",
      "i1": "",
      "i2": "",
      "i3": "",
      "i4": "",
      "i5": "",
      "i6": "",
      "i7": "",
      "i8": "",
      "i9": "",
      "i10": "",
      "i11": "> 0",
      "i12": "",
      "i13": "",
      "o0": "\"R03\""
     },
     {
      "_id": "knockouts-10",
      "i0": "",
      "i1": "",
      "i2": "",
      "i3": "",
      "i4": "",
      "i5": "",
      "i6": "",
      "i7": "",
      "i8": "> 6",
      "i9": "",
      "i10": "",
      "i11": "",
      "i12": "",
      "i13": "",
      "o0": "\"R06\""
     },
     {
      "_id": "knockouts-11",
      "i0": "",
      "i1": "",
      "i2": "",
      "i3": "",
      "i4": "",
      "i5": "",
      "i6": "",
      "i7": "",
      "i8": "",
      "i9": "> 2",
      "i10": "",
      "i11": "",
      "i12": "",
      "i13": "",
      "o0": "\"R06\""
     },
     {
      "_id": "knockouts-12",
      "i0": "",
      "i1": "",
      "i2": "",
      "i3": "",
      "i4": "",
      "i5": "",
      "i6": "",
      "i7": "",
      "i8": "",
      "i9": "",
      "i10": "> 0",
      "i11": "",
      "i12": "",
      "i13": "",
      "o0": "\"R08\""
     },
     {
      "_id": "knockouts-13",
      "i0": "",
      "i1": "",
      "i2": "",
      "i3": "",
      "i4": "",
      "i5": "",
      "i6": "",
      "i7": "",
      "i8": "",
      "i9": "",
      "i10": "",
      "i11": "",
      "i12": "\"statement\",\"both\"",
      "i13": ">= 3",
      "o0": "\"R11\""
     }
    ]
   }
  },
  {
   "id": "grade",
   "type": "decisionTableNode",
   "name": "Price grid (SPEC 10.6), and what the bank account adds",
   "position": {
    "x": 0,
    "y": 0
   },
   "content": {
    "hitPolicy": "first",
    "passThrough": false,
    "outputPath": "grade",
    "inputs": [
     {
      "id": "i0",
      "name": "new to credit",
      "field": "newToCredit"
     },
     {
      "id": "i1",
      "name": "score",
      "field": "score"
     },
     {
      "id": "i2",
      "name": "income",
      "field": "monthlyIncome"
     },
     {
      "id": "i3",
      "name": "days told of",
      "field": "deviceDays"
     },
     {
      "id": "i4",
      "name": "regular salary",
      "field": "deviceSalaryRegular"
     },
     {
      "id": "i5",
      "name": "returns in 90 days",
      "field": "deviceBounces90"
     },
     {
      "id": "i6",
      "name": "new lenders in 30 days",
      "field": "deviceNewLenders30"
     },
     {
      "id": "i7",
      "name": "gambling, % of spending",
      "field": "deviceGamblingPercent"
     }
    ],
    "outputs": [
     {
      "id": "o0",
      "name": "grade",
      "field": "grade"
     },
     {
      "id": "o1",
      "name": "rate",
      "field": "rate"
     },
     {
      "id": "o2",
      "name": "foirPercent",
      "field": "foirPercent"
     },
     {
      "id": "o3",
      "name": "amountMax",
      "field": "amountMax"
     },
     {
      "id": "o4",
      "name": "tenorMonthsMax",
      "field": "tenorMonthsMax"
     },
     {
      "id": "o5",
      "name": "processingFeePercent",
      "field": "processingFeePercent"
     }
    ],
    "rules": [
     {
      "_id": "grade-1",
      "i0": "true",
      "i1": "",
      "i2": ">= 25000",
      "i3": "",
      "i4": "",
      "i5": ">= 1",
      "i6": "",
      "i7": "",
      "o0": "\"N\"",
      "o1": "\"28\"",
      "o2": "30",
      "o3": "25000",
      "o4": "12",
      "o5": "\"2.5\""
     },
     {
      "_id": "grade-2",
      "i0": "true",
      "i1": "",
      "i2": ">= 25000",
      "i3": "",
      "i4": "",
      "i5": "",
      "i6": ">= 3",
      "i7": "",
      "o0": "\"N\"",
      "o1": "\"28\"",
      "o2": "30",
      "o3": "25000",
      "o4": "12",
      "o5": "\"2.5\""
     },
     {
      "_id": "grade-3",
      "i0": "true",
      "i1": "",
      "i2": ">= 25000",
      "i3": "",
      "i4": "",
      "i5": "",
      "i6": "",
      "i7": ">= 15",
      "o0": "\"N\"",
      "o1": "\"28\"",
      "o2": "30",
      "o3": "25000",
      "o4": "12",
      "o5": "\"2.5\""
     },
     {
      "_id": "grade-4",
      "i0": "true",
      "i1": "",
      "i2": ">= 25000",
      "i3": ">= 60",
      "i4": "true",
      "i5": "0",
      "i6": "< 2",
      "i7": "< 10",
      "o0": "\"N\"",
      "o1": "\"26\"",
      "o2": "45",
      "o3": "75000",
      "o4": "12",
      "o5": "\"2.5\""
     },
     {
      "_id": "grade-5",
      "i0": "true",
      "i1": "",
      "i2": ">= 25000",
      "i3": "",
      "i4": "",
      "i5": "",
      "i6": "",
      "i7": "",
      "o0": "\"N\"",
      "o1": "\"28\"",
      "o2": "40",
      "o3": "50000",
      "o4": "12",
      "o5": "\"2.5\""
     },
     {
      "_id": "grade-6",
      "i0": "false",
      "i1": ">= 760",
      "i2": "",
      "i3": "",
      "i4": "",
      "i5": ">= 1",
      "i6": "",
      "i7": "",
      "o0": "\"A\"",
      "o1": "\"15\"",
      "o2": "50",
      "o3": "250000",
      "o4": "36",
      "o5": "\"1.5\""
     },
     {
      "_id": "grade-7",
      "i0": "false",
      "i1": ">= 760",
      "i2": "",
      "i3": "",
      "i4": "",
      "i5": "",
      "i6": ">= 3",
      "i7": "",
      "o0": "\"A\"",
      "o1": "\"15\"",
      "o2": "50",
      "o3": "250000",
      "o4": "36",
      "o5": "\"1.5\""
     },
     {
      "_id": "grade-8",
      "i0": "false",
      "i1": ">= 760",
      "i2": "",
      "i3": "",
      "i4": "",
      "i5": "",
      "i6": "",
      "i7": ">= 15",
      "o0": "\"A\"",
      "o1": "\"15\"",
      "o2": "50",
      "o3": "250000",
      "o4": "36",
      "o5": "\"1.5\""
     },
     {
      "_id": "grade-9",
      "i0": "false",
      "i1": ">= 760",
      "i2": "",
      "i3": ">= 60",
      "i4": "true",
      "i5": "0",
      "i6": "< 2",
      "i7": "< 10",
      "o0": "\"A\"",
      "o1": "\"14.5\"",
      "o2": "65",
      "o3": "500000",
      "o4": "36",
      "o5": "\"1.5\""
     },
     {
      "_id": "grade-10",
      "i0": "false",
      "i1": ">= 760",
      "i2": "",
      "i3": "",
      "i4": "",
      "i5": "",
      "i6": "",
      "i7": "",
      "o0": "\"A\"",
      "o1": "\"15\"",
      "o2": "60",
      "o3": "500000",
      "o4": "36",
      "o5": "\"1.5\""
     },
     {
      "_id": "grade-11",
      "i0": "false",
      "i1": ">= 720",
      "i2": "",
      "i3": "",
      "i4": "",
      "i5": ">= 1",
      "i6": "",
      "i7": "",
      "o0": "\"B\"",
      "o1": "\"18\"",
      "o2": "45",
      "o3": "150000",
      "o4": "36",
      "o5": "\"2\""
     },
     {
      "_id": "grade-12",
      "i0": "false",
      "i1": ">= 720",
      "i2": "",
      "i3": "",
      "i4": "",
      "i5": "",
      "i6": ">= 3",
      "i7": "",
      "o0": "\"B\"",
      "o1": "\"18\"",
      "o2": "45",
      "o3": "150000",
      "o4": "36",
      "o5": "\"2\""
     },
     {
      "_id": "grade-13",
      "i0": "false",
      "i1": ">= 720",
      "i2": "",
      "i3": "",
      "i4": "",
      "i5": "",
      "i6": "",
      "i7": ">= 15",
      "o0": "\"B\"",
      "o1": "\"18\"",
      "o2": "45",
      "o3": "150000",
      "o4": "36",
      "o5": "\"2\""
     },
     {
      "_id": "grade-14",
      "i0": "false",
      "i1": ">= 720",
      "i2": "",
      "i3": ">= 60",
      "i4": "true",
      "i5": "0",
      "i6": "< 2",
      "i7": "< 10",
      "o0": "\"B\"",
      "o1": "\"17\"",
      "o2": "60",
      "o3": "350000",
      "o4": "36",
      "o5": "\"2\""
     },
     {
      "_id": "grade-15",
      "i0": "false",
      "i1": ">= 720",
      "i2": "",
      "i3": "",
      "i4": "",
      "i5": "",
      "i6": "",
      "i7": "",
      "o0": "\"B\"",
      "o1": "\"18\"",
      "o2": "55",
      "o3": "300000",
      "o4": "36",
      "o5": "\"2\""
     },
     {
      "_id": "grade-16",
      "i0": "false",
      "i1": ">= 680",
      "i2": "",
      "i3": "",
      "i4": "",
      "i5": ">= 1",
      "i6": "",
      "i7": "",
      "o0": "\"C\"",
      "o1": "\"22\"",
      "o2": "40",
      "o3": "75000",
      "o4": "24",
      "o5": "\"2\""
     },
     {
      "_id": "grade-17",
      "i0": "false",
      "i1": ">= 680",
      "i2": "",
      "i3": "",
      "i4": "",
      "i5": "",
      "i6": ">= 3",
      "i7": "",
      "o0": "\"C\"",
      "o1": "\"22\"",
      "o2": "40",
      "o3": "75000",
      "o4": "24",
      "o5": "\"2\""
     },
     {
      "_id": "grade-18",
      "i0": "false",
      "i1": ">= 680",
      "i2": "",
      "i3": "",
      "i4": "",
      "i5": "",
      "i6": "",
      "i7": ">= 15",
      "o0": "\"C\"",
      "o1": "\"22\"",
      "o2": "40",
      "o3": "75000",
      "o4": "24",
      "o5": "\"2\""
     },
     {
      "_id": "grade-19",
      "i0": "false",
      "i1": ">= 680",
      "i2": "",
      "i3": ">= 60",
      "i4": "true",
      "i5": "0",
      "i6": "< 2",
      "i7": "< 10",
      "o0": "\"C\"",
      "o1": "\"20.5\"",
      "o2": "55",
      "o3": "200000",
      "o4": "24",
      "o5": "\"2\""
     },
     {
      "_id": "grade-20",
      "i0": "false",
      "i1": ">= 680",
      "i2": "",
      "i3": "",
      "i4": "",
      "i5": "",
      "i6": "",
      "i7": "",
      "o0": "\"C\"",
      "o1": "\"22\"",
      "o2": "50",
      "o3": "150000",
      "o4": "24",
      "o5": "\"2\""
     },
     {
      "_id": "grade-21",
      "i0": "false",
      "i1": ">= 650",
      "i2": "",
      "i3": "",
      "i4": "",
      "i5": ">= 1",
      "i6": "",
      "i7": "",
      "o0": "\"D\"",
      "o1": "\"28\"",
      "o2": "30",
      "o3": "25000",
      "o4": "12",
      "o5": "\"2.5\""
     },
     {
      "_id": "grade-22",
      "i0": "false",
      "i1": ">= 650",
      "i2": "",
      "i3": "",
      "i4": "",
      "i5": "",
      "i6": ">= 3",
      "i7": "",
      "o0": "\"D\"",
      "o1": "\"28\"",
      "o2": "30",
      "o3": "25000",
      "o4": "12",
      "o5": "\"2.5\""
     },
     {
      "_id": "grade-23",
      "i0": "false",
      "i1": ">= 650",
      "i2": "",
      "i3": "",
      "i4": "",
      "i5": "",
      "i6": "",
      "i7": ">= 15",
      "o0": "\"D\"",
      "o1": "\"28\"",
      "o2": "30",
      "o3": "25000",
      "o4": "12",
      "o5": "\"2.5\""
     },
     {
      "_id": "grade-24",
      "i0": "false",
      "i1": ">= 650",
      "i2": "",
      "i3": ">= 60",
      "i4": "true",
      "i5": "0",
      "i6": "< 2",
      "i7": "< 10",
      "o0": "\"D\"",
      "o1": "\"26\"",
      "o2": "45",
      "o3": "75000",
      "o4": "12",
      "o5": "\"2.5\""
     },
     {
      "_id": "grade-25",
      "i0": "false",
      "i1": ">= 650",
      "i2": "",
      "i3": "",
      "i4": "",
      "i5": "",
      "i6": "",
      "i7": "",
      "o0": "\"D\"",
      "o1": "\"28\"",
      "o2": "40",
      "o3": "50000",
      "o4": "12",
      "o5": "\"2.5\""
     }
    ]
   }
  },
  {
   "id": "out",
   "type": "outputNode",
   "name": "What follows",
   "position": {
    "x": 0,
    "y": 0
   }
  }
 ],
 "edges": [
  {
   "id": "e0",
   "type": "edge",
   "sourceId": "in",
   "targetId": "referral"
  },
  {
   "id": "e1",
   "type": "edge",
   "sourceId": "in",
   "targetId": "knockouts"
  },
  {
   "id": "e2",
   "type": "edge",
   "sourceId": "in",
   "targetId": "grade"
  },
  {
   "id": "e3",
   "type": "edge",
   "sourceId": "referral",
   "targetId": "out"
  },
  {
   "id": "e4",
   "type": "edge",
   "sourceId": "knockouts",
   "targetId": "out"
  },
  {
   "id": "e5",
   "type": "edge",
   "sourceId": "grade",
   "targetId": "out"
  }
 ]
}$policy$::jsonb as graph) as seed;
